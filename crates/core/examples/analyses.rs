//! How long the studio's analyses take, natively: `cargo run --release -p muctieu-core --example analyses`.

#![allow(clippy::unwrap_used, reason = "what is built in is there")]

use std::time::Instant;

use jiff::civil::date;
use muctieu_core::analysis::{
    Aim, Attribution, Handle, Importance, Machine, Quantity, Seeking, Setting, Tornado,
};
use muctieu_core::builtin;
use muctieu_core::goal::Goal;
use muctieu_core::scenario::Change;

fn main() {
    let workspace = builtin::illustration().unwrap();
    let mut setting = Setting::new(workspace, date(2024, 6, 30));
    let changes: Vec<Change> = [
        ("pace:budget-revenue", 1.2),
        ("one-off:budget-revenue", 40.0),
        ("delay:budget-revenue", 20.0),
        ("growth-3:grdp-growth", 9.0),
        ("growth-4:grdp-growth", 10.0),
        ("pace:cooperatives", 1.3),
        ("level:clean-water", 99.0),
        ("pace:traffic-accidents.deaths", 0.8),
    ]
    .map(|(name, value)| Change::new(name.parse().unwrap(), value))
    .to_vec();
    time("tornado of one indicator", || {
        Tornado::new(setting.clone(), &changes, &"budget-revenue".into()).finish();
    });
    time("what matters for all targets", || {
        Importance::new(&setting, &changes).finish();
    });
    let all = |setting: &Setting| {
        let machine = Attribution::new(setting.clone(), &[], &changes, Quantity::All);
        machine.unwrap().finish();
    };
    time("Shapley, 8 changes, P(all), independent", || all(&setting));
    let handles = [
        ("pace:budget-revenue", 0.5, 2.0),
        ("one-off:budget-revenue", 0.0, 300.0),
        ("growth-3:grdp-growth", -5.0, 25.0),
        ("growth-4:grdp-growth", -5.0, 25.0),
        ("pace:cooperatives", 0.5, 2.0),
    ]
    .map(|(name, min, max)| Handle {
        lever: name.parse().unwrap(),
        min,
        max,
        weight: 1.0,
    });
    let aims = ["budget-revenue", "grdp-growth", "cooperatives"].map(|id| Aim {
        indicator: id.into(),
        goal: Goal::Probability(0.8),
    });
    time("goal seek, 5 levers, 3 goals", || {
        Seeking::new(setting.clone(), &[], &handles, &aims).finish();
    });
    for group in ["economy", "society", "security", "governance", "party"] {
        std::sync::Arc::make_mut(&mut setting.workspace.correlation).set_group(group, 0.5);
    }
    time("Shapley, 8 changes, P(all), correlated", || all(&setting));
}

/// Prints the best of five.
fn time(what: &str, work: impl Fn()) {
    let once = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let best = (0..5).map(once).min().unwrap_or_default();
    println!("{what}: {:.2} ms", best.as_secs_f64() * 1e3);
}
