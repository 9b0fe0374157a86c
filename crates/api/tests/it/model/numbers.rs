//! Numbers that look random and are the same in every run.

/// Numbers that look random and are the same in every run.
pub(crate) struct Numbers(u64);

impl Numbers {
    /// The numbers that follow from a first one.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next one, below a bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}
