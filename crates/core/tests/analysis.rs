//! What the studio's analyses promise.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::sync::Arc;

use jiff::civil::{Date, date};
use muctieu_core::analysis::{
    Aim, Answer, Attribution, Found, Handle, Importance, InputKind, Machine, Progress, Quantity,
    Question, Seeking, Setting, Tornado, Unattributable,
};
use muctieu_core::builtin;
use muctieu_core::goal::Goal;
use muctieu_core::indicator::IndicatorId;
use muctieu_core::lever::LeverId;
use muctieu_core::scenario::Change;
use muctieu_core::target::Verdict;
use proptest::prelude::*;

fn lever(name: &str) -> LeverId {
    name.parse().unwrap()
}

fn moved(name: &str, value: f64) -> Change {
    Change::new(lever(name), value)
}

/// The illustration in the middle of its year: every kind is open.
fn illustration() -> Setting {
    Setting::new(builtin::illustration().unwrap(), date(2024, 6, 30))
}

/// Four targets of it, all of which may be met: P(all) of the whole list is too small to count.
fn few() -> Setting {
    let mut workspace = builtin::illustration().unwrap();
    let kept = [
        "budget-revenue",
        "grdp-growth",
        "cooperatives",
        "clean-water",
    ];
    Arc::make_mut(&mut workspace.indicators).retain(|one| kept.contains(&one.id.as_str()));
    for indicator in Arc::make_mut(&mut workspace.indicators) {
        // Within reach, whatever the illustration tells.
        if indicator.id.as_str() == "grdp-growth" {
            indicator.target.value = 5.0;
        }
    }
    Setting::new(workspace, date(2024, 6, 30))
}

fn attribute(
    setting: &Setting,
    before: &[Change],
    after: &[Change],
    quantity: Quantity,
) -> muctieu_core::analysis::Attributed {
    let mut machine = Attribution::new(setting.clone(), before, after, quantity).unwrap();
    machine.finish();
    machine.result()
}

fn eight() -> Vec<Change> {
    vec![
        moved("pace:budget-revenue", 1.2),
        moved("one-off:budget-revenue", 40.0),
        moved("delay:budget-revenue", 20.0),
        moved("growth-3:grdp-growth", 9.0),
        moved("growth-4:grdp-growth", 10.0),
        moved("pace:cooperatives", 1.3),
        moved("level:clean-water", 99.0),
        moved("pace:traffic-accidents.deaths", 0.8),
    ]
}

#[test]
fn the_ends_of_a_bar_are_what_the_board_says_once_the_lever_stands_there() {
    let setting = illustration();
    let changes = eight();
    for id in [
        "budget-revenue",
        "grdp-growth",
        "cooperatives",
        "clean-water",
        "social-order-crimes",
        "traffic-accidents",
    ] {
        let id = IndicatorId::from(id);
        let mut machine = Tornado::new(setting.clone(), &changes, &id);
        machine.finish();
        let found = machine.result();
        assert!(!found.bars.is_empty(), "{id}");
        for bar in &found.bars {
            for end in [bar.low, bar.high] {
                let mut scenario = muctieu_core::scenario::Scenario::new(
                    muctieu_core::scenario::ScenarioId("x".into()),
                    String::new(),
                );
                scenario.changes.clone_from(&changes);
                scenario.set(&bar.lever, Some(end.position));
                let board = setting.board(scenario.changes);
                let row = board.row(id.as_str()).unwrap();
                assert_eq!(row.projected, end.value);
                assert_eq!(row.probability, end.probability);
            }
        }
        let swings: Vec<f64> = found
            .by_probability()
            .iter()
            .map(|bar| bar.swing_of_probability())
            .collect();
        assert!(swings.is_sorted_by(|a, b| a >= b), "{id} {swings:?}");
    }
}

#[test]
fn the_remainder_at_its_p10_gives_the_years_p10() {
    let setting = illustration();
    for id in ["budget-revenue", "social-order-crimes"] {
        let id = IndicatorId::from(id);
        let pace = moved(&format!("pace:{id}"), 1.1);
        let mut late = pace.clone();
        late.detail.from = Some(date(2024, 9, 1));
        late.detail.months = Some(2.0);
        for changes in [vec![], vec![pace], vec![late]] {
            let mut machine = Tornado::new(setting.clone(), &changes, &id);
            machine.finish();
            let board = setting.board(changes.clone());
            let row = board.row(id.as_str()).unwrap();
            let bars = &machine.result().bars;
            let bar = bars
                .iter()
                .find(|bar| bar.kind == InputKind::Remainder)
                .unwrap();
            let (low, high) = (row.low.unwrap(), row.high.unwrap());
            let unit = 1.0;
            assert!((bar.low.value.unwrap() - low).abs() < unit, "{bar:?} {low}");
            assert!(
                (bar.high.value.unwrap() - high).abs() < unit,
                "{bar:?} {high}"
            );
        }
    }
}

#[test]
fn growth_has_its_open_quarters_and_weight_and_no_others() {
    let setting = Setting::new(builtin::resolution().unwrap(), date(2024, 9, 30));
    let mut machine = Tornado::new(setting, &[], &"grdp-growth".into());
    while machine.step(1) != Progress::Done {}
    let found = machine.result();
    let kinds: Vec<InputKind> = found.bars.iter().map(|bar| bar.kind).collect();
    assert_eq!(kinds, [InputKind::Growth(4), InputKind::Weight(4)]);
    // 6.84 ± 1.2816 × 1.5 points in a quarter of the year.
    let by = 0.25 * 1.5 * 1.281_551_565_544_600_4;
    let bar = &found.by_value()[0];
    assert!((bar.low.value.unwrap() - (6.84 - by)).abs() < 1e-9);
    assert!((bar.high.value.unwrap() - (6.84 + by)).abs() < 1e-9);
}

#[test]
fn shares_add_up_and_what_does_not_reach_gets_nothing() {
    let (whole, few) = (illustration(), few());
    let changes = eight();
    let of = |id: &str| IndicatorId::from(id);
    for (setting, quantity) in [
        (&whole, Quantity::Value(of("budget-revenue"))),
        (&whole, Quantity::Probability(of("budget-revenue"))),
        (&whole, Quantity::Probability(of("grdp-growth"))),
        (&whole, Quantity::Probability(of("traffic-accidents"))),
        (&whole, Quantity::NumberMet),
        (&few, Quantity::NumberMet),
        (&few, Quantity::All),
    ] {
        let told = attribute(setting, &[], &changes, quantity.clone());
        let sum: f64 = told.portions.iter().map(|portion| portion.value).sum();
        let whole = told.to - told.from;
        assert!((sum - whole).abs() <= 1e-12 * whole.abs(), "{quantity:?}");
        assert!(whole != 0.0, "{quantity:?}");
        let levers: Vec<String> = told
            .portions
            .iter()
            .map(|portion| portion.player.lever.to_string())
            .collect();
        let order: Vec<String> = changes
            .iter()
            .map(|change| change.lever.to_string())
            .collect();
        assert_eq!(
            levers, order,
            "the order of the waterfall is that of the changes"
        );
        if let Some(id) = quantity.indicator() {
            for portion in &told.portions {
                let own = portion
                    .player
                    .lever
                    .subject
                    .as_str()
                    .starts_with(id.as_str());
                assert_eq!(own, portion.value != 0.0, "{quantity:?} {portion:?}");
            }
        }
    }
}

#[test]
fn changes_that_do_the_same_get_the_same() {
    // Two quarters of equal weight, both moved from the same growth to the same growth.
    let setting = illustration();
    let changes = [
        moved("growth-3:grdp-growth", 9.5),
        moved("growth-4:grdp-growth", 9.5),
    ];
    let told = attribute(
        &setting,
        &[],
        &changes,
        Quantity::Probability("grdp-growth".into()),
    );
    let (a, b) = (told.portions[0].value, told.portions[1].value);
    assert!((a - b).abs() < 1e-12 && a > 0.0, "{a} {b}");
}

#[test]
fn the_whole_is_what_the_two_boards_say() {
    let setting = illustration();
    let (before, after) = (eight(), vec![moved("pace:budget-revenue", 0.9)]);
    let told = attribute(&setting, &before, &after, Quantity::NumberMet);
    let sum = |changes: &[Change]| -> f64 {
        let board = setting.board(changes.to_vec());
        let all = setting.workspace.indicators.iter().zip(&board.rows);
        all.filter(|(indicator, _)| indicator.part_of.is_none())
            .filter_map(|(_, row)| row.probability)
            .sum()
    };
    assert!((told.from - sum(&before)).abs() < 1e-12);
    assert!((told.to - sum(&after)).abs() < 1e-12);
    let all = attribute(&setting, &before, &after, Quantity::All);
    let product = |changes: &[Change]| -> f64 {
        let board = setting.board(changes.to_vec());
        board.number_met().last().copied().unwrap()
    };
    assert!((all.from - product(&before)).abs() < 1e-12);
    assert!((all.to - product(&after)).abs() < 1e-12);
}

#[test]
fn p_all_of_targets_that_hang_together_is_counted_and_adds_up() {
    let mut setting = few();
    let independent = attribute(&setting, &[], &eight(), Quantity::All);
    assert_eq!(independent.samples, 0);
    Arc::make_mut(&mut setting.workspace.correlation).set_group("economy", 0.5);
    let told = attribute(&setting, &[], &eight(), Quantity::All);
    let sum: f64 = told.portions.iter().map(|portion| portion.value).sum();
    assert!((sum - (told.to - told.from)).abs() <= 1e-12);
    assert!(told.samples > 0 && told.to.to_bits() != told.from.to_bits());
    // Both up or both down: all are met more often than if they were independent.
    assert!(told.to > independent.to, "{} {}", told.to, independent.to);
    assert!(told.portions.iter().any(|portion| portion.error > 0.0));
}

#[test]
fn beyond_twelve_changes_orders_are_drawn_and_add_up_all_the_same() {
    let setting = illustration();
    let mut changes = eight();
    for name in [
        "kappa:budget-revenue",
        "kappa:cooperatives",
        "share:budget-revenue",
        "sigma:grdp-growth",
        "weight-4:grdp-growth",
        "spread:clean-water",
    ] {
        let value = if name.starts_with("share") {
            45.0
        } else {
            20.0
        };
        changes.push(moved(name, value));
    }
    assert_eq!(changes.len(), 14);
    let told = attribute(&setting, &[], &changes, Quantity::All);
    assert!(told.orders > 0);
    let sum: f64 = told.portions.iter().map(|portion| portion.value).sum();
    let whole = told.to - told.from;
    assert!((sum - whole).abs() <= 1e-12 * whole.abs());
    // The number met falls into cells of at most four changes, and is exact.
    let number = attribute(&setting, &[], &changes, Quantity::NumberMet);
    assert_eq!(number.orders, 0);
}

#[test]
fn a_target_that_is_certain_is_worth_what_the_product_says() {
    let setting = illustration();
    let mut machine = Importance::new(&setting, &[]);
    while machine.step(50) != Progress::Done {}
    let found = machine.result();
    let board = setting.board(Vec::new());
    let all = board.number_met().last().copied().unwrap();
    assert!(
        (found.all - all).abs() <= 5.0 * found.error + 1e-3,
        "{} {all}",
        found.all
    );
    assert!(!found.matters.is_empty());
    for matter in &found.matters {
        let p = board
            .row(matter.indicator.as_str())
            .unwrap()
            .probability
            .unwrap();
        // Independent: P(all)/p − P(all).
        let exact = if p > 0.0 { all / p - all } else { f64::NAN };
        if exact.is_finite() {
            assert!(
                (matter.gain - exact).abs() <= 5.0 * matter.error + 1e-3,
                "{matter:?} {exact}"
            );
        }
        assert!((matter.number - (1.0 - p)).abs() < 1e-12);
    }
}

fn handle(name: &str, min: f64, max: f64) -> Handle {
    Handle {
        lever: lever(name),
        min,
        max,
        weight: 1.0,
    }
}

fn seek(setting: &Setting, handles: &[Handle], aims: &[Aim]) -> Found {
    let mut machine = Seeking::new(setting.clone(), &[], handles, aims);
    while machine.step(3) != Progress::Done {}
    machine.result().unwrap().clone()
}

fn aim(id: &str, goal: Goal) -> Aim {
    Aim {
        indicator: id.into(),
        goal,
    }
}

fn is_met(setting: &Setting, changes: Vec<Change>, aims: &[Aim]) -> bool {
    let board = setting.board(changes);
    aims.iter().all(|aim| {
        let row = board.row(aim.indicator.as_str()).unwrap();
        match aim.goal {
            Goal::Probability(p) => row.probability.unwrap_or(0.0) >= p,
            Goal::Median => {
                let indicator = setting.workspace.indicator(aim.indicator.as_str()).unwrap();
                row.projected
                    .is_some_and(|median| indicator.judge(median) != Verdict::NotMet)
            }
        }
    })
}

#[test]
fn the_proposal_meets_the_goals_and_one_unit_less_of_any_lever_does_not() {
    let setting = illustration();
    let handles = [
        handle("pace:budget-revenue", 0.5, 2.0),
        handle("one-off:budget-revenue", 0.0, 300.0),
        handle("growth-3:grdp-growth", -5.0, 25.0),
        handle("growth-4:grdp-growth", -5.0, 25.0),
        handle("pace:cooperatives", 0.5, 2.0),
    ];
    let aims = [
        aim("budget-revenue", Goal::Probability(0.9)),
        aim("grdp-growth", Goal::Probability(0.8)),
        aim("cooperatives", Goal::Median),
    ];
    let found = seek(&setting, &handles, &aims);
    let Found::Proposal(proposal) = found else {
        panic!("{found:?}");
    };
    assert!(
        is_met(&setting, proposal.applied(&[]), &aims),
        "{proposal:?}"
    );
    assert!(proposal.reached.iter().all(|reached| reached.met));
    for (at, one) in proposal.moves.iter().enumerate() {
        let Some(to) = one.to else { continue };
        let span = setting.span(&one.lever).unwrap();
        let unit = libm::pow(10.0, -f64::from(span.decimals));
        let less = to - unit * (to - span.neutral.unwrap()).signum();
        let mut other = proposal.clone();
        other.moves[at].to = Some(less);
        assert!(!is_met(&setting, other.applied(&[]), &aims), "{one:?}");
    }
    // Two quarters of the same weight and cost share the effort.
    let growth: Vec<f64> = proposal.moves[2..4]
        .iter()
        .map(|one| one.to.unwrap())
        .collect();
    assert!((growth[0] - growth[1]).abs() < 0.1, "{growth:?}");
}

#[test]
fn a_heavier_lever_is_moved_less() {
    let setting = illustration();
    let mut handles = [
        handle("growth-3:grdp-growth", -5.0, 25.0),
        handle("growth-4:grdp-growth", -5.0, 25.0),
    ];
    handles[1].weight = 4.0;
    let aims = [aim("grdp-growth", Goal::Probability(0.8))];
    let Found::Proposal(proposal) = seek(&setting, &handles, &aims) else {
        panic!("reachable");
    };
    let base = setting.base.row("grdp-growth").unwrap();
    let from = base.actual.unwrap().value;
    let moved: Vec<f64> = proposal
        .moves
        .iter()
        .map(|one| one.to.unwrap() - from)
        .collect();
    // Equal slopes and four times the weight: a quarter of the way.
    assert!((moved[0] / moved[1] - 4.0).abs() < 0.2, "{moved:?}");
}

#[test]
fn what_cannot_be_reached_is_said_with_what_binds() {
    let setting = illustration();
    let handles = [handle("growth-4:grdp-growth", 5.0, 8.0)];
    let aims = [aim("grdp-growth", Goal::Probability(0.999))];
    let found = seek(&setting, &handles, &aims);
    let Found::Infeasible(proposal) = found else {
        panic!("{found:?}");
    };
    assert!(proposal.moves[0].at_limit);
    assert_eq!(proposal.moves[0].to, Some(8.0));
    assert!(!proposal.reached[0].met);
    assert!(proposal.reached[0].probability.unwrap() < 0.999);
}

#[test]
fn goals_that_are_met_already_need_nothing() {
    let setting = illustration();
    let handles = [handle("growth-4:grdp-growth", -5.0, 25.0)];
    let aims = [aim("grdp-growth", Goal::Probability(1e-9))];
    assert_eq!(seek(&setting, &handles, &aims), Found::Already);
}

/// A question, as it is asked of a worker: through text, and from a record that came as text as well.
fn asked(setting: &Setting, question: &Question) -> Answer {
    let record = muctieu_core::store::write(&setting.workspace).unwrap();
    let record = muctieu_core::store::read(&record).unwrap();
    let text = serde_json::to_string(question).unwrap();
    let question: Question = serde_json::from_str(&text).unwrap();
    let mut work = question.begin(Setting::new(record, setting.as_of));
    work.finish();
    let text = serde_json::to_string(&work.answer().unwrap()).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn what_is_asked_through_text_is_answered_to_the_last_bit() {
    let setting = illustration();
    let changes = eight();
    let id = IndicatorId::from("budget-revenue");
    let mut machine = Tornado::new(setting.clone(), &changes, &id);
    machine.finish();
    let question = Question::Sensitivity {
        changes: changes.clone(),
        indicator: id.clone(),
    };
    let here = Answer::Sensitivity(machine.result().clone());
    assert_eq!(asked(&setting, &question), here);

    let mut machine = Importance::new(&setting, &changes);
    machine.finish();
    let question = Question::Importance {
        changes: changes.clone(),
    };
    assert_eq!(
        asked(&setting, &question),
        Answer::Importance(machine.result())
    );

    let quantity = Quantity::Probability(id.clone());
    let question = Question::Attribution {
        before: Vec::new(),
        after: changes.clone(),
        quantity: quantity.clone(),
    };
    let here = Answer::Attribution(Ok(attribute(&setting, &[], &changes, quantity)));
    assert_eq!(asked(&setting, &question), here);

    let handles = vec![handle("pace:budget-revenue", 0.5, 2.0)];
    let aims = vec![aim("budget-revenue", Goal::Probability(0.9))];
    let question = Question::Seek {
        changes: Vec::new(),
        handles: handles.clone(),
        aims: aims.clone(),
    };
    let here = Answer::Seek(seek(&setting, &handles, &aims));
    assert_eq!(asked(&setting, &question), here);
}

#[test]
fn a_difference_that_cannot_be_told_is_an_answer_too() {
    let question = Question::Attribution {
        before: Vec::new(),
        after: eight(),
        quantity: Quantity::Value(IndicatorId::from("no-such-target")),
    };
    let told = asked(&illustration(), &question);
    assert_eq!(told, Answer::Attribution(Err(Unattributable::Unknown)));
}

fn as_of() -> impl Strategy<Value = Date> {
    common::day().prop_filter("within the year", |day| day.year() == 2024)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn shares_of_any_difference_add_up(
        workspace in common::workspace(),
        (a, b) in (common::scenario(1), common::scenario(2)),
        of in 0..common::SOME.len(),
        as_of in as_of(),
        correlation in common::correlation(),
    ) {
        let mut workspace = workspace;
        workspace.correlation = Arc::new(correlation);
        let setting = Setting::new(workspace, as_of);
        let id = IndicatorId::from(common::SOME[of]);
        for quantity in [
            Quantity::Value(id.clone()),
            Quantity::Probability(id.clone()),
            Quantity::NumberMet,
        ] {
            let machine = Attribution::new(setting.clone(), &a.changes, &b.changes, quantity);
            let Ok(mut machine) = machine else { continue };
            machine.finish();
            let told = machine.result();
            let sum: f64 = told.portions.iter().map(|portion| portion.value).sum();
            let whole = told.to - told.from;
            let size = told.from.abs().max(told.to.abs());
            prop_assert!((sum - whole).abs() <= 1e-12 * whole.abs() + 1e-15 * size, "{told:?}");
            for portion in &told.portions {
                let own = portion.player.lever.subject == id;
                if told.quantity.indicator().is_some() && !own {
                    prop_assert_eq!(portion.value.to_bits(), 0.0_f64.to_bits());
                }
            }
        }
    }

    #[test]
    fn ends_of_bars_hold_for_any_workspace(
        workspace in common::workspace(),
        scenario in common::scenario(1),
        of in 0..common::SOME.len(),
        as_of in as_of(),
    ) {
        let setting = Setting::new(workspace, as_of);
        let id = IndicatorId::from(common::SOME[of]);
        let mut machine = Tornado::new(setting.clone(), &scenario.changes, &id);
        machine.finish();
        for bar in &machine.result().bars {
            let mut other = scenario.clone();
            other.set(&bar.lever, Some(bar.high.position));
            let board = setting.board(other.changes);
            let row = board.row(id.as_str()).unwrap();
            prop_assert_eq!(row.probability, bar.high.probability);
            prop_assert_eq!(row.projected, bar.high.value);
        }
    }
}
