//! What a chart shows is what the board says, on the axis of its kind.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use muctieu_chart::target_chart::TargetChart;
use muctieu_core::board::Board;
use muctieu_core::builtin;
use muctieu_core::lang::Lang;
use muctieu_core::scenario::{Change, Scenario, ScenarioId};
use muctieu_core::workspace::Workspace;

use super::Course;

fn chart(workspace: &Workspace, id: &str, lever: Option<(&str, f64)>) -> (TargetChart, Board) {
    let as_of = date(2024, 9, 30);
    let base = Board::new(workspace, as_of, None);
    let scenario = lever.map(|(lever, value)| Scenario {
        changes: vec![Change::new(lever.parse().unwrap(), value)],
        ..Scenario::new(ScenarioId("s".into()), "s".to_owned())
    });
    let now = Board::new(workspace, as_of, scenario.as_ref());
    let course = Course {
        workspace,
        indicator: workspace.indicator(id).unwrap(),
        as_of,
        base: base.row(id).unwrap(),
        moved: scenario.is_some().then(|| now.row(id).unwrap().as_ref()),
        assumed: None,
        lang: Lang::Vi,
    };
    (course.chart(), now)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9 * b.abs().max(1.0)
}

#[test]
fn a_flow_opens_from_its_last_figure_and_ends_on_the_projection() {
    let workspace = builtin::resolution().unwrap();
    let (chart, now) = chart(
        &workspace,
        "budget-revenue",
        Some(("pace:budget-revenue", 1.4)),
    );
    let first = chart.projection.first().unwrap();
    assert_eq!((first.date, first.p50), (date(2024, 3, 21), 164.0));
    let end = chart.scenario.last().unwrap();
    assert!(near(
        end.p50,
        now.row("budget-revenue").unwrap().projected.unwrap()
    ));
    assert!(end.p50 > chart.projection.last().unwrap().p50);
    assert!(near(chart.expected.last().unwrap().1, 1010.0));
    assert!(near(chart.target.unwrap().value, 1010.0));
}

#[test]
fn a_change_on_last_year_is_drawn_as_a_count() {
    let workspace = builtin::resolution().unwrap();
    let (chart, _) = chart(&workspace, "social-order-crimes", None);
    assert!(near(chart.target.unwrap().value, 176.0 * 0.95));
    assert!(chart.actuals.is_empty() && chart.projection.is_empty());
}

#[test]
fn the_fall_of_a_level_is_drawn_as_the_level_and_bends_to_the_scenario() {
    let workspace = builtin::illustration().unwrap();
    let id = "poverty-reduction";
    let (chart, now) = chart(&workspace, id, Some(("level:poverty-reduction", 4.0)));
    let start = chart.actuals.first().unwrap().value;
    let target = chart.target.clone().unwrap();
    assert!(near(target.value, start - 2.5) && near(target.high.unwrap(), start - 2.0));
    let end = chart.scenario.last().unwrap();
    assert!(near(
        end.p50,
        start - now.row(id).unwrap().projected.unwrap()
    ));
    for fan in &chart.scenario {
        let quantiles = fan.quantiles();
        assert!(
            quantiles.windows(2).all(|pair| pair[0] <= pair[1] + 1e-12),
            "{fan:?}"
        );
    }
}

#[test]
fn a_rank_is_drawn_upside_down_and_told_upright() {
    let workspace = builtin::illustration().unwrap();
    let (chart, _) = chart(&workspace, "pci-rank", Some(("rank:pci-rank", 45.0)));
    assert!(chart.actuals.iter().all(|figure| figure.value < 0.0));
    let end = chart.scenario.last().unwrap();
    assert!(near(end.p50, -45.0));
    assert_eq!(chart.value_words(end.p50), "45");
}

#[test]
fn every_chart_of_both_workspaces_is_finite_and_in_order() {
    for workspace in [
        builtin::resolution().unwrap(),
        builtin::illustration().unwrap(),
    ] {
        for indicator in workspace.indicators.iter() {
            let (chart, _) = chart(&workspace, indicator.id.as_str(), None);
            let fans = chart
                .projection
                .iter()
                .flat_map(muctieu_chart::target_chart::Fan::quantiles);
            let figures = chart.actuals.iter().map(|figure| figure.value);
            let expected = chart.expected.iter().map(|point| point.1);
            assert!(
                fans.chain(figures).chain(expected).all(f64::is_finite),
                "{}",
                indicator.id
            );
            assert!(
                chart.actuals.is_sorted_by_key(|figure| figure.date),
                "{}",
                indicator.id
            );
            assert!(
                chart.projection.is_sorted_by_key(|fan| fan.date),
                "{}",
                indicator.id
            );
        }
    }
}

#[test]
fn assumptions_alone_are_a_third_line_only_where_it_is_told_apart() {
    let workspace = builtin::resolution().unwrap();
    let (id, as_of) = ("budget-revenue", date(2024, 9, 30));
    let base = Board::new(&workspace, as_of, None);
    let drawn = |levers: &[(&str, f64)]| {
        let changes = levers
            .iter()
            .map(|(lever, value)| Change::new(lever.parse().unwrap(), *value));
        let scenario = Scenario {
            changes: changes.collect(),
            ..Scenario::new(ScenarioId("s".into()), "s".to_owned())
        };
        let now = base.under(&workspace, as_of, &scenario);
        let alone = base.under(
            &workspace,
            as_of,
            &scenario.assumptions_alone(&workspace.drivers),
        );
        let course = Course {
            workspace: &workspace,
            indicator: workspace.indicator(id).unwrap(),
            as_of,
            base: base.row(id).unwrap(),
            moved: Some(now.row(id).unwrap().as_ref()),
            assumed: Some(alone.row(id).unwrap().as_ref()),
            lang: Lang::Vi,
        };
        course.chart()
    };
    let (share, pace) = (("share:budget-revenue", 30.0), ("pace:budget-revenue", 1.4));
    let both = drawn(&[share, pace]);
    let end = both.assumed.last().unwrap().1;
    // 164 of 30 % where it was of 22 %: less, before the pace adds to it.
    assert!(end < both.projection.last().unwrap().p50 - 100.0);
    assert!(end < both.scenario.last().unwrap().p50 - 100.0);
    // It is the scenario's own line, or the base's.
    assert!(drawn(&[share]).assumed.is_empty());
    assert!(drawn(&[pace]).assumed.is_empty());
}
