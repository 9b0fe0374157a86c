//! What was sent to apps, and what waits to be sent.

pub mod asked;
pub mod ending;
pub mod making;
pub mod outcome;
pub mod reading;
pub mod taking;

use linchpin_domain::Timestamp;

/// When deliveries are due that were never sent: before any that was, whatever the clocks said.
pub const AT_ONCE: Timestamp = Timestamp(0);
