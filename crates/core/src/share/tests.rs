use super::*;
use crate::driver::{Driver, Link};
use crate::lang::{Lang, Say};
use crate::store::Reason;

/// Twelve changes as a meeting makes them.
const TWELVE: &str = r#"{"id":"s1727689412345","name":"Quý IV tăng tốc: giải ngân và thu ngân sách",
"colour":3,"note":"Theo ý kiến của Thường trực tại phiên họp ngày 7/10; các ngành rà soát trước ngày 15/10.","changes":[
{"lever":"growth-4:grdp-growth","value":10.7},
{"lever":"pace:budget-revenue","value":1.35,"detail":{"from":"2024-10-15","months":2}},
{"lever":"one-off:budget-revenue","value":42,"detail":{"from":"2024-11-20","range":15}},
{"lever":"pace:afforestation","value":1.1,"off":true},{"lever":"delay:ocop","value":30,"detail":{"months":3}},{"lever":"level:poverty-reduction","value":2.3},
{"lever":"level:health-insurance","value":97.2},{"lever":"pace:jobs","value":1.15},
{"lever":"rank:pci-rank","value":38},{"lever":"level:online-services","value":82.5},
{"lever":"pace:traffic-accidents.deaths","value":0.85},{"lever":"level:grid-electricity","value":98.4}]}"#;

fn with_scenario(mut workspace: Workspace) -> Workspace {
    let scenario = serde_json::from_str(TWELVE).unwrap();
    workspace.scenarios = std::sync::Arc::new(vec![scenario]);
    workspace
}

fn shared(workspace: &Workspace, carry: Carry) -> Shared {
    let focus = ["grdp-growth", "budget-revenue"].map(IndicatorId::from);
    let view = View {
        as_of: workspace.default_as_of(),
        route: "/kich-ban",
        scenario: workspace.scenarios.first().map(|scenario| &scenario.id),
        focus: &focus,
    };
    Shared::of(workspace, &view, carry)
}

fn sender() -> Workspace {
    with_scenario(builtin::resolution().unwrap())
}

/// A workspace that the page does not come with.
fn other() -> Workspace {
    let mut workspace = sender();
    workspace.id = "own-2025".into();
    workspace.name.vi = "Nghị quyết của huyện".into();
    workspace
}

#[test]
fn twelve_changes_make_a_link_that_everything_carries() {
    let link = shared(&sender(), Carry::View)
        .link("https://vanphong.example.vn/muc-tieu/")
        .unwrap();
    println!("twelve changes: {} letters", link.len());
    assert!(link.len() < LONGEST_EVERYWHERE / 2, "{}", link.len());
    assert!(qr(&link).unwrap().size <= 109);
    let with_figures = shared(&sender(), Carry::Figures).fragment().unwrap();
    println!("with the published figures: {} letters", with_figures.len());
    assert!(with_figures.len() < LONGEST_LINK);
}

#[test]
fn a_link_is_opened_as_it_was_made_however_it_travelled() {
    for carry in [Carry::View, Carry::Figures] {
        for workspace in [sender(), other()] {
            let sent = shared(&workspace, carry);
            let fragment = sent.fragment().unwrap();
            let travelled = [
                fragment.clone(),
                format!("https://a.vn/#{}", fragment.trim_start_matches('#')),
                format!("<https://a.vn/{fragment}>."),
                format!("{fragment}&fbclid=abc"),
                fragment.replacen("?s=", "%3Fs%3D", 1),
                format!("{}\r\n {}", &fragment[..60], &fragment[60..]),
            ];
            for text in travelled {
                assert_eq!(open(&text), Some(Ok(sent.clone())), "{text}");
            }
            let text = file::write(&sent).unwrap();
            assert_eq!(file::read(&text), Some(Ok(sent)));
        }
    }
    for ordinary in ["", "#/", "#/kich-ban", "#/chi-tieu/ocop?a=b", "?s"] {
        assert_eq!(open(ordinary), None);
    }
}

/// Made by Python's zlib and CRC-32 from the dictionary and the frame's description.
const SENT: &str =
    "#/kich-ban?s=AVzlHII2w6bKUMdIx1jHxDgWQzXUochhhOZohJsDQXWAZxi4oofmQOxuJxD0BnrmNAl6UNpCTgyxtbUA";

#[test]
fn a_link_that_was_sent_once_stays_readable() {
    let shared = open(SENT).unwrap().unwrap();
    assert_eq!(shared.basis.count, 43);
    let scenario = shared.scenario.unwrap();
    assert_eq!((scenario.name.as_str(), scenario.colour), ("Quý IV", 2));
    assert_eq!(scenario.changes[1].detail.months, Some(2.0));
    assert!(scenario.changes[1].off);
}

#[test]
fn a_link_of_the_illustration_says_so() {
    let workspace = with_scenario(builtin::illustration().unwrap());
    let sent = shared(&workspace, Carry::View);
    let fragment = sent.fragment().unwrap();
    assert!(fragment.starts_with("#/kich-ban?so-lieu-minh-hoa&s="));
    assert_eq!(open(&fragment), Some(Ok(sent.clone())));
    assert_eq!(sent.holds(&workspace, Lang::Vi)[0], "SỐ LIỆU MINH HỌA.");
}

#[test]
fn what_is_too_long_for_a_link_goes_into_a_file() {
    let workspace = crate::illustration::large(60, 10).unwrap();
    let sent = Shared {
        focus: Vec::new(),
        ..shared(&workspace, Carry::Figures)
    };
    let refused = sent.link("https://a.vn/").unwrap_err();
    println!("{}", refused.say(Lang::En));
    assert!(matches!(refused, ShareError::TooLong { length } if length > LONGEST_LINK));
    let read = file::read(&file::write(&sent).unwrap()).unwrap().unwrap();
    assert_eq!(read, sent);
}

#[test]
fn a_file_of_another_kind_is_left_to_others() {
    let workspace = crate::store::write(&sender()).unwrap();
    assert_eq!(file::read(&workspace), None);
    let future = r#"{"format":"muctieu.share","version":9}"#;
    let refused = file::read(future).unwrap().unwrap_err();
    assert!(matches!(
        refused,
        ShareError::File(crate::store::ReadError::Future { version: 9, .. })
    ));
}

#[test]
fn the_reader_is_told_where_the_figures_differ() {
    let (sent, mut reader) = (shared(&sender(), Carry::View), sender());
    assert!(!sent.differences(&reader).any());
    assert!(sent.differs(&reader, Lang::Vi).is_empty());
    // A later figure changes nothing on this date, nor do words.
    let mut later = reader.figures.of("budget-revenue")[0].clone();
    later.id = crate::figure::FigureId("own".into());
    later.date = jiff::civil::date(2024, 11, 30);
    reader.figures.put(later.clone());
    let mut indicators = (*reader.indicators).clone();
    indicators[0].title.vi = "Tên khác".into();
    reader.indicators = std::sync::Arc::new(indicators);
    assert!(!sent.differences(&reader).any());

    later.date = jiff::civil::date(2024, 8, 31);
    reader.figures.put(later);
    let expected = Differences {
        figures: true,
        ..Differences::default()
    };
    assert_eq!(sent.differences(&reader), expected);
    let line = &sent.differs(&reader, Lang::En)[0];
    assert!(line.starts_with("Your figures up to this date ("), "{line}");
    let mut indicators = (*reader.indicators).clone();
    indicators[0].target.value = 8.5;
    reader.indicators = std::sync::Arc::new(indicators);
    assert!(sent.differences(&reader).targets);
    let assumptions = Assumptions {
        sigma: Some(2.0),
        ..Assumptions::default()
    };
    std::sync::Arc::make_mut(&mut reader.assumptions).insert("grdp-growth".into(), assumptions);
    assert!(sent.differences(&reader).assumptions);
}

#[test]
fn looking_shows_the_senders_numbers_and_keeps_nothing() {
    let mut own = builtin::empty().unwrap();
    own.scenarios = sender().scenarios;
    std::sync::Arc::make_mut(&mut own.scenarios)[0].name = "Của tôi".into();
    let before = own.clone();
    let shown = shared(&sender(), Carry::Figures)
        .shown_in(Some(&own))
        .unwrap();
    assert_eq!(own, before);
    assert_eq!(shown.workspace.figures.len(), sender().figures.len());
    let names: Vec<&str> = shown
        .workspace
        .scenarios
        .iter()
        .map(|one| &*one.name)
        .collect();
    assert_eq!(names, ["Của tôi", sender().scenarios[0].name.as_str()]);
    assert_eq!(shown.scenario, Some(ScenarioId("s1727689412345-2".into())));
    let again = shared(&sender(), Carry::View)
        .shown_in(Some(&sender()))
        .unwrap();
    assert_eq!(
        again.workspace,
        sender(),
        "a scenario that is there already"
    );
}

#[test]
fn keeping_is_one_change_and_loses_no_figure() {
    let mut own = builtin::resolution().unwrap();
    let mut mine = own.figures.of("budget-revenue")[0].clone();
    mine.value += 1.0;
    let replaced = mine.id.clone();
    own.figures.put(mine.clone());
    mine.id = crate::figure::FigureId("mine".into());
    own.figures.put(mine.clone());
    let before = own.clone();

    let sent = shared(&sender(), Carry::Figures);
    let (edit, scenario) = sent.kept_in(&own, Keep::Scenario, "").unwrap();
    let undo = edit.apply(&mut own).unwrap();
    assert_eq!(own.figures, before.figures);
    assert!(own.scenario(&scenario.unwrap()).is_some());
    undo.apply(&mut own).unwrap();

    let (edit, _) = sent.kept_in(&own, Keep::Everything, "2024-10-07").unwrap();
    let undo = edit.apply(&mut own).unwrap();
    assert_eq!(own.figures.find(&mine.id), Some(&mine));
    let corrected = own.figures.find(&replaced).unwrap();
    let sent_value = sender().figures.find(&replaced).unwrap().value;
    assert_eq!(corrected.value.to_bits(), sent_value.to_bits());
    assert_eq!(
        corrected.corrections.last().unwrap().replaced_at,
        "2024-10-07"
    );
    assert_eq!(own.figures.len(), before.figures.len());
    undo.apply(&mut own).unwrap();
    assert_eq!(own, before);

    let nothing = Shared {
        scenario: None,
        ..shared(&sender(), Carry::View)
    };
    assert_eq!(
        nothing.kept_in(&own, Keep::Everything, ""),
        Err(ShareError::Nothing)
    );
}

#[test]
fn drivers_go_along_with_the_figures() {
    let of = |id: &str, unit: &str| Driver {
        id: id.into(),
        title: Bilingual {
            vi: id.into(),
            en: id.into(),
        },
        unit: Bilingual {
            vi: unit.into(),
            en: unit.into(),
        },
        base: Some(10.0),
        spread: None,
        min: None,
        max: None,
        source: "thử".into(),
        assumption: false,
    };
    let moving = |mut workspace: Workspace, driver: &str| {
        let drivers = std::sync::Arc::make_mut(&mut workspace.drivers);
        drivers.drivers.push(of(driver, "%"));
        let text = format!(
            r#"{{"id":"s-{driver}","name":"Thử","changes":[{{"lever":"driver:{driver}","value":12.0}}]}}"#
        );
        let scenario = serde_json::from_str(&text).unwrap();
        workspace.scenarios = std::sync::Arc::new(vec![scenario]);
        workspace
    };
    let mut sender = moving(builtin::resolution().unwrap(), "credit");
    let link = Link {
        from: "credit".into(),
        to: "budget-revenue".into(),
        coefficient: Some(5.0),
        unit: String::new(),
        source: "thử".into(),
    };
    std::sync::Arc::make_mut(&mut sender.drivers)
        .links
        .push(link);
    let mut reader = moving(builtin::resolution().unwrap(), "own");
    // Without them only who has the driver can open it, and the sender can be told so.
    let bare = shared(&sender, Carry::View);
    assert_eq!(bare.own_drivers(), ["credit".into()]);
    assert!(bare.shown_in(Some(&reader)).is_err());
    assert!(bare.shown_in(Some(&sender)).is_ok());
    let plain = moving(builtin::resolution().unwrap(), "population");
    assert_eq!(shared(&plain, Carry::View).own_drivers(), []);
    let mut other = sender.clone();
    other.id = "other".into();
    assert_eq!(shared(&other, Carry::View).own_drivers(), []);
    let sent = shared(&sender, Carry::Figures);
    assert_eq!(sent.own_drivers(), []);
    assert_eq!(open(&sent.fragment().unwrap()), Some(Ok(sent.clone())));

    let shown = sent.shown_in(Some(&reader)).unwrap().workspace;
    assert_eq!(shown.drivers.links, sender.drivers.links);
    for driver in ["credit", "own", "population"] {
        assert!(shown.drivers.driver(driver).is_some(), "{driver}");
    }
    let before = reader.clone();
    let (edit, scenario) = sent.kept_in(&reader, Keep::Everything, "").unwrap();
    let undo = edit.apply(&mut reader).unwrap();
    assert_eq!(reader.drivers, shown.drivers);
    let told = sent.changes(&reader, Lang::Vi);
    assert_eq!(told, ["credit: 12% (gốc 10%)"]);
    assert!(reader.scenario(&scenario.unwrap()).is_some());
    undo.apply(&mut reader).unwrap();
    assert_eq!(reader, before);

    // Without them, or kept without them, what moves a driver that the reader does not have is refused.
    assert!(sent.kept_in(&reader, Keep::Scenario, "").is_err());
    let bare = shared(&sender, Carry::View);
    assert!(bare.shown_in(Some(&reader)).is_err());
    let mut cyclic = sent;
    let record = cyclic.record.as_mut().unwrap();
    let links = &mut record.drivers.as_mut().unwrap().links;
    let turn = |from: &str, to: &str| Link {
        from: from.into(),
        to: to.into(),
        ..links[0].clone()
    };
    let circle = [
        turn("budget-revenue", "grdp-growth"),
        turn("grdp-growth", "budget-revenue"),
    ];
    links.extend(circle);
    let refused = cyclic.shown_in(Some(&reader)).unwrap_err();
    let cycle = |error: &ShareError| matches!(error, ShareError::Unfit { reason, .. } if *reason == Reason::Cycle);
    assert!(cycle(&refused), "{refused:?}");
}

#[test]
fn what_a_reader_has_told_of_drivers_stays_where_the_sender_has_told_nothing() {
    let sent = shared(&sender(), Carry::Figures);
    assert_eq!(sent.record.as_ref().unwrap().drivers, None);
    let mut reader = builtin::resolution().unwrap();
    std::sync::Arc::make_mut(&mut reader.drivers).drivers[2].base = Some(325_000.0);
    let shown = sent.shown_in(Some(&reader)).unwrap().workspace;
    assert_eq!(
        shown.drivers,
        sender().drivers,
        "looking shows the sender's"
    );
    let (edit, _) = sent.kept_in(&reader, Keep::Everything, "").unwrap();
    let told = reader.drivers.clone();
    edit.apply(&mut reader).unwrap();
    assert_eq!(reader.drivers, told);
}

#[test]
fn a_workspace_of_ones_own_is_named_or_comes_along() {
    let bare = shared(&other(), Carry::View);
    let own = builtin::resolution().unwrap();
    let refused = bare.shown_in(Some(&own)).unwrap_err();
    assert!(
        refused.say(Lang::Vi).contains("“Nghị quyết của huyện”"),
        "{refused}"
    );
    assert!(bare.shown_in(None).is_err());
    assert!(
        bare.shown_in(Some(&other())).is_ok(),
        "one who has it needs no more"
    );
    let full = shared(&other(), Carry::Figures);
    let into_another = full.kept_in(&own, Keep::Everything, "");
    assert!(matches!(
        into_another,
        Err(ShareError::OtherWorkspace { .. })
    ));
    assert!(full.record.is_none());
    assert_eq!(full.shown_in(None).unwrap().workspace, other());
    // A built-in name over other targets is not the built-in workspace.
    let mut changed = sender();
    std::sync::Arc::make_mut(&mut changed.indicators)[0]
        .target
        .value = 9.0;
    assert!(shared(&changed, Carry::Figures).whole.is_some());
}

#[test]
fn what_does_not_fit_together_is_refused_with_a_sentence() {
    type Spoil = fn(&mut Shared);
    let good = shared(&sender(), Carry::Figures);
    let spoilt: [(Spoil, Reason); 10] = [
        (|s| s.workspace.clear(), Reason::Size),
        (|s| s.route = "javascript:alert(1)".into(), Reason::Size),
        (|s| s.focus = vec!["ocop".into(); 5], Reason::Size),
        (
            |s| s.scenario.as_mut().unwrap().changes[0].value = f64::MAX,
            Reason::Number,
        ),
        (
            |s| {
                let changes = &mut s.scenario.as_mut().unwrap().changes;
                changes.push(changes[0].clone());
            },
            Reason::Twice,
        ),
        (
            |s| s.scenario.as_mut().unwrap().changes[1].detail.months = Some(99.0),
            Reason::Number,
        ),
        (|s| s.as_of = jiff::civil::date(9999, 1, 1), Reason::Number),
        (
            |s| s.record.as_mut().unwrap().figures[0].value = 1e300,
            Reason::Number,
        ),
        (
            |s| s.whole = Some(Box::new((&other()).into())),
            Reason::Twice,
        ),
        (
            |s| {
                s.record = None;
                s.whole = Some(Box::new((&other()).into()));
            },
            Reason::Dangling,
        ),
    ];
    for (place, (spoil, reason)) in spoilt.into_iter().enumerate() {
        let mut bad = good.clone();
        spoil(&mut bad);
        let refused = bad.fragment().unwrap_err();
        assert!(
            matches!(&refused, ShareError::Unfit { reason: found, .. } if *found == reason),
            "{place}: {refused:?}"
        );
        assert!(refused.say(Lang::Vi).ends_with('.') && refused.say(Lang::En).ends_with('.'));
        // Made by another hand, it is refused on opening as well.
        let text = frame::write(&serde_json::to_string(&bad).unwrap());
        let route = if bad.route == good.route {
            "/"
        } else {
            &bad.route
        };
        assert_eq!(
            open(&format!("#{route}?s={text}")),
            Some(Err(refused)),
            "{place}"
        );
    }
    let own = builtin::resolution().unwrap();
    let mut stranger = good.clone();
    stranger.focus = vec!["no-such-target".into()];
    assert!(matches!(
        stranger.shown_in(Some(&own)),
        Err(ShareError::Unfit {
            reason: Reason::Dangling,
            ..
        })
    ));
}

#[test]
fn what_a_later_page_adds_is_not_dropped_in_silence() {
    let sent = shared(&sender(), Carry::View);
    let text = serde_json::to_string(&sent).unwrap();
    for added in [
        text.replacen(r#""value":10.7"#, r#""value":10.7,"newer":[1]"#, 1),
        text.replacen(r#"{"w""#, r#"{"newer":1,"w""#, 1),
    ] {
        let link = format!("#/kich-ban?s={}", frame::write(&added));
        assert_eq!(open(&link), Some(Err(ShareError::Unknown)));
    }
    let text = file::write(&sent).unwrap();
    let added = text.replacen(r#""value":10.7"#, r#""value":10.7,"newer":[1]"#, 1);
    assert_eq!(file::read(&added), Some(Err(ShareError::Unknown)));
    assert_eq!(file::read(&format!("{text}\n")), Some(Ok(sent)));
}

#[test]
fn texts_from_outside_cannot_dress_up_the_question() {
    assert_eq!(words::plain("a\u{202E}b\nc"), "ab c");
    assert_eq!(words::plain(&"x".repeat(500)).chars().count(), 81);
}

#[test]
fn the_question_tells_what_is_inside() {
    let (own, sent) = (sender(), shared(&sender(), Carry::Figures));
    let lines = sent.holds(&own, Lang::Vi);
    assert_eq!(
        lines[0],
        "Kịch bản: Quý IV tăng tốc: giải ngân và thu ngân sách (12 thay đổi)."
    );
    assert_eq!(lines[1], "Tính đến ngày 30/9/2024.");
    assert!(lines[3].starts_with("Kèm 51 số liệu"), "{}", lines[3]);
    let changes = sent.changes(&own, Lang::En);
    assert_eq!(changes.len(), 12);
    assert!(changes[3].ends_with("(switched off)"), "{}", changes[3]);
}
