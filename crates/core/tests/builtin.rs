//! The built-in workspaces: the resolution with its published figures, and the illustration.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use jiff::civil::{Date, date};
use muctieu_core::board::Board;
use muctieu_core::builtin;
use muctieu_core::check::contradictions;
use muctieu_core::figure::{Measure, Origin};
use muctieu_core::finding::headline;
use muctieu_core::indicator::Kind;
use muctieu_core::lang::Lang;
use muctieu_core::status::Status;
use muctieu_core::store;
use muctieu_core::workspace::{Workspace, WorkspaceKind};

/// The ids of the published list, which links, exports and outside checks hold on to.
const IDS: [&str; 31] = [
    "grdp-growth",
    "grdp-per-capita",
    "budget-revenue",
    "afforestation",
    "ocop",
    "cooperatives",
    "new-rural-communes",
    "clean-water",
    "grid-electricity",
    "poverty-reduction",
    "poverty-reduction-poor-districts",
    "child-malnutrition",
    "jobs",
    "health-insurance",
    "graduation",
    "national-standard-schools",
    "par-index-rank",
    "pci-rank",
    "dti-rank",
    "online-services",
    "conscription",
    "reserve-mobilisation",
    "defence-education",
    "crime-reports-handled",
    "case-clearance",
    "social-order-crimes",
    "traffic-accidents",
    "party-members",
    "party-orgs-good",
    "party-members-good",
    "party-orgs-excellent",
];

fn statuses(workspace: &Workspace, as_of: Date) -> Vec<(&str, Status)> {
    let board = Board::new(workspace, as_of, None);
    workspace
        .targets()
        .map(|target| {
            let row = board.row(target.id.as_str()).unwrap();
            (target.id.as_str(), row.status)
        })
        .filter(|(_, status)| *status != Status::NotAssessed)
        .collect()
}

#[test]
fn the_targets_are_those_of_the_published_list() {
    let workspace = builtin::resolution().unwrap();
    assert!(workspace.targets().map(|target| target.id.as_str()).eq(IDS));
    let parts: Vec<_> = workspace
        .indicators
        .iter()
        .filter(|indicator| indicator.part_of.is_some())
        .map(|part| part.id.as_str())
        .collect();
    assert_eq!(
        parts,
        [
            "traffic-accidents.cases",
            "traffic-accidents.deaths",
            "traffic-accidents.injuries"
        ]
    );
}

#[test]
fn every_target_is_tied_to_its_words_in_the_text() {
    let workspace = builtin::resolution().unwrap();
    for target in workspace.targets() {
        let passage = target.passage.unwrap();
        let (before, words, after) = workspace.resolution.marked(passage).unwrap();
        assert_eq!(
            words.to_lowercase(),
            target.target.words.to_lowercase(),
            "{}",
            target.id
        );
        let sentence = workspace.resolution.sentence(passage).unwrap();
        assert_eq!(format!("{before}{words}{after}"), sentence);
        assert!(!sentence.contains('\n') && sentence.len() > words.len());
    }
}

#[test]
fn the_faults_of_the_scan_are_corrected_and_listed() {
    let resolution = builtin::resolution().unwrap().resolution;
    for fault in &resolution.faults {
        let shown = resolution.text.get(fault.at..).unwrap();
        assert!(shown.starts_with(&fault.shown), "{fault:?}");
    }
    let dashes = resolution.faults.iter().filter(|fault| fault.found == "-");
    assert!(
        dashes
            .map(|fault| fault.shown.as_str())
            .eq(["1.", "2.", "3.", "4.", "5."])
    );
    for wrong in ["phần đầu", "Phần đầu", "kiểm chế"] {
        assert!(!resolution.text.contains(wrong), "{wrong}");
    }
    assert!(resolution.faults.iter().any(|f| f.found == "kiểm chế"));
    assert!(
        resolution
            .faults
            .iter()
            .any(|f| f.found.to_lowercase() == "phần đầu")
    );
}

#[test]
fn published_figures_are_of_the_press_with_their_source_and_without_contradiction() {
    let workspace = builtin::resolution().unwrap();
    assert_eq!(workspace.figures.len(), 51);
    for figure in workspace.figures.iter() {
        assert_eq!(figure.origin, Origin::Press);
        assert!(!figure.source.is_empty());
    }
    for indicator in workspace.indicators.iter() {
        assert_eq!(contradictions(&workspace, indicator.id.as_str()), []);
    }
    assert_eq!(builtin::empty().unwrap().figures.len(), 0);
}

#[test]
fn the_page_opens_on_the_newest_figure_within_the_year() {
    let workspace = builtin::resolution().unwrap();
    let as_of = workspace.default_as_of();
    assert_eq!(as_of, date(2024, 9, 30));
    assert_eq!(
        statuses(&workspace, as_of),
        [
            ("grdp-growth", Status::OffTrack),
            ("budget-revenue", Status::OffTrack),
            ("afforestation", Status::Exceeded),
            ("cooperatives", Status::AtRisk),
            ("graduation", Status::Exceeded),
        ]
    );
    // Eight estimates of December lie after it.
    assert_eq!(workspace.figures_after(as_of), 8);
    let board = Board::new(&workspace, as_of, None);
    assert_eq!((board.targets, board.assessed), (31, 5));
    assert_eq!(
        headline(&board, Lang::Vi),
        "Dự kiến đạt 2–4 trong 5 chỉ tiêu đánh giá được; 26 chưa đánh giá."
    );
    assert_eq!(
        headline(&board, Lang::En),
        "Expected to meet 2–4 of the 5 targets that can be assessed; 26 are not assessed."
    );
}

#[test]
fn growth_of_six_point_eight_four_needs_eleven_point_four_eight_in_the_fourth_quarter() {
    let workspace = builtin::resolution().unwrap();
    let board = Board::new(&workspace, date(2024, 9, 30), None);
    let required = board.row("grdp-growth").unwrap().required.unwrap();
    assert!((required.per_period - 11.48).abs() < 1e-9);
}

#[test]
fn a_linear_pace_of_march_is_a_quarter_short_and_says_that_it_assumes_an_even_pace() {
    let workspace = builtin::resolution().unwrap();
    let board = Board::new(&workspace, date(2024, 3, 21), None);
    let row = board.row("budget-revenue").unwrap();
    let projected = row.projected.unwrap();
    assert!((740.0..760.0).contains(&projected), "{projected}");
    let forecast = row.forecast.as_ref().unwrap();
    assert_eq!(forecast.method(), "run-rate");
    assert!(forecast.reason(Lang::Vi).contains("nhịp đều"));
}

#[test]
fn the_year_closes_by_the_estimates_and_says_that_they_are_provisional() {
    let workspace = builtin::resolution().unwrap();
    let expected = [
        ("grdp-growth", Status::Missed, true),
        ("grdp-per-capita", Status::Exceeded, true),
        ("budget-revenue", Status::Exceeded, true),
        ("afforestation", Status::Exceeded, true),
        ("ocop", Status::Achieved, true),
        ("poverty-reduction", Status::Achieved, true),
        ("poverty-reduction-poor-districts", Status::Achieved, true),
        ("health-insurance", Status::Achieved, true),
        ("graduation", Status::Exceeded, false),
    ];
    let board = Board::new(&workspace, date(2024, 12, 31), None);
    for (id, status, provisional) in expected {
        let row = board.row(id).unwrap();
        assert_eq!((row.status, row.provisional), (status, provisional), "{id}");
        let certain = f64::from(u8::from(status != Status::Missed));
        assert_eq!(row.probability, Some(certain), "{id}");
    }
    assert_eq!(board.assessed, expected.len() + 1, "and co-operatives");
}

#[test]
fn nothing_is_assessed_without_figures() {
    let workspace = builtin::empty().unwrap();
    for as_of in [date(2024, 1, 1), date(2024, 6, 30), date(2025, 6, 30)] {
        let board = Board::new(&workspace, as_of, None);
        assert_eq!(board.assessed, 0);
        assert!(board.rows.iter().all(|row| row.probability.is_none()
            && row.projected.is_none()
            && row.status == Status::NotAssessed));
    }
    assert_eq!(workspace.default_as_of(), date(2024, 1, 1));
}

#[test]
fn the_illustration_has_a_year_of_figures_for_every_target_and_says_what_it_is() {
    let workspace = builtin::illustration().unwrap();
    assert_eq!(workspace.kind, WorkspaceKind::Illustration);
    assert_eq!(workspace.default_as_of(), date(2024, 11, 30));
    for indicator in workspace.indicators.iter() {
        let figures = workspace.figures.of(indicator.id.as_str());
        let this_year = figures.iter().filter(|figure| figure.year == 2024).count();
        let least = match indicator.kind {
            Kind::AllOf | Kind::RankGain => 0,
            // Growth is reported by the quarter.
            Kind::Growth => 4,
            _ => 12,
        };
        assert_eq!(this_year, least, "{}", indicator.id);
        assert!(figures.iter().all(|f| f.origin == Origin::Illustration));
        assert_eq!(
            contradictions(&workspace, indicator.id.as_str()),
            [],
            "{}",
            indicator.id
        );
    }
    // Neither a clock nor a random number is in it.
    assert_eq!(workspace, builtin::illustration().unwrap());
}

#[test]
fn every_target_of_the_illustration_but_the_ranks_is_assessed_all_year() {
    let workspace = builtin::illustration().unwrap();
    for as_of in [
        date(2024, 3, 31),
        date(2024, 6, 30),
        date(2024, 11, 30),
        date(2024, 12, 31),
    ] {
        let board = Board::new(&workspace, as_of, None);
        for target in workspace.targets() {
            let row = board.row(target.id.as_str()).unwrap();
            let assessed = row.status != Status::NotAssessed;
            assert_eq!(
                assessed,
                target.kind != Kind::RankGain,
                "{} on {as_of}",
                target.id
            );
        }
    }
}

#[test]
fn the_illustration_shows_statuses_of_every_kind() {
    let workspace = builtin::illustration().unwrap();
    let board = Board::new(&workspace, date(2024, 11, 30), None);
    for status in [Status::OffTrack, Status::AtRisk, Status::OnTrack] {
        assert!(
            board.rows.iter().any(|row| row.status == status),
            "{status:?}"
        );
    }
}

#[test]
fn a_large_workspace_can_be_written_and_read() {
    let workspace = muctieu_core::illustration::large(40, 10).unwrap();
    assert_eq!(workspace.indicators.len(), 40);
    assert_eq!(workspace.kind, WorkspaceKind::Illustration);
    for indicator in workspace.indicators.iter() {
        let figures = workspace.figures.of(indicator.id.as_str());
        assert!(figures.len() >= 120, "{}: {}", indicator.id, figures.len());
        let measured = |figure: &&_| -> bool {
            let figure: &muctieu_core::figure::Figure = figure;
            figure.measure == Measure::Annual
        };
        assert_eq!(figures.iter().filter(measured).count(), 0);
    }
    let text = store::write(&workspace).unwrap();
    assert_eq!(store::read(&text).unwrap(), workspace);
}
