//! Random sequences of everything that changes records and associations, against a model that knows nothing of
//! tables, directions, batches or increments.
//!
//! After every step the tables hold what the model predicts, both directions of each association are each other's
//! inverse, every row of the table of rollups comes to what a recount gives, and the log has no holes and leads from
//! what was there to what is there now.
//! After every few steps searches find what a look at every record finds.
//! At the end of a sequence the API shows the same, and the log alone rebuilds it from nothing.

mod address;
mod calls;
mod check;
mod fields;
mod hub;
mod kinds;
mod numbers;
mod pairs;
mod records;
mod recount;
mod replay;
mod searched;
mod shown;
mod steps;
mod tables;
mod types;
mod world;

use std::cell::{Cell, RefCell};

use linchpin_testkit::{Store, TestApp};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

pub(crate) use check::check_rollups;
use steps::{Sequence, Step};
use world::World;

/// How many sequences are tried on each engine, each in an account of its own.
const SEQUENCES: u32 = 24;
/// How many steps a sequence has.
const STEPS: usize = 110;
/// Steps that have to happen on each engine: some of the others have nobody to happen to.
const AT_LEAST: usize = 2_000;
/// Every run tries the same sequences; other ones are a matter of another number here.
const SEED: u64 = 3;

/// Runs the sequences on one engine.
fn check(store: Store) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let app = RefCell::new(runtime.block_on(TestApp::on(store)));
    let n_done = Cell::new(0);
    let sequence = |Sequence(steps): Sequence| {
        let done = runtime.block_on(run(&mut app.borrow_mut(), &steps));
        n_done.set(n_done.get() + done.map_err(TestCaseError::fail)?);
        Ok(())
    };
    let config = Config {
        cases: SEQUENCES,
        max_shrink_time: 60_000,
        rng_seed: RngSeed::Fixed(SEED),
        source_file: Some(file!()),
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&steps::sequence(STEPS), sequence);
    outcome.unwrap_or_else(|error| panic!("on {store:?}: {error}"));
    assert!(n_done.get() >= AT_LEAST, "only {} steps happened", n_done.get());
}

/// Takes the steps in a new account, and returns how many of them happened.
async fn run(app: &mut TestApp, steps: &[Step]) -> Result<usize, String> {
    let mut world = World::new(app).await;
    let mut n_done = 0;
    for (at, step) in steps.iter().enumerate() {
        let context = |error: String| format!("step {at}, {step:?}: {error}");
        if world.take(step).await.map_err(context)? {
            n_done += 1;
            world.check().await.map_err(context)?;
        }
    }
    world.finish().await?;
    Ok(n_done)
}

#[test]
fn sqlite_follows_the_model() {
    check(Store::Sqlite);
}

#[test]
fn postgres_follows_the_model() {
    check(Store::Postgres);
}
