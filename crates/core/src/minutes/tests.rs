#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use crate::board::Board;
use crate::builtin;
use crate::lang::Lang::{self, En, Vi};
use crate::scenario::{Detail, Scenario, ScenarioId};
use crate::workspace::Workspace;
use jiff::civil::date;

fn scenario(changes: &[(&str, f64)]) -> Scenario {
    let mut scenario = Scenario::new(ScenarioId("s".into()), "Kịch bản 1".to_owned());
    for (lever, value) in changes {
        scenario.set(&lever.parse().unwrap(), Some(*value));
    }
    scenario
}

fn at(clock: &str) -> Moment {
    Moment::new(&format!("2026-11-28T{clock}:00+07:00")).unwrap()
}

fn entry(id: &str, clock: &str, before: &Scenario, after: &Scenario) -> Entry {
    let workspace = builtin::resolution().unwrap();
    let as_of = workspace.default_as_of();
    let base = Board::new(&workspace, as_of, None);
    let under = |scenario: &Scenario| base.under(&workspace, as_of, scenario);
    let effect = Effect::between(&workspace, &under(before), &under(after));
    Entry::new(
        id.to_owned(),
        at(clock),
        How::Made,
        Some(before),
        Some(after),
        as_of,
        effect,
    )
    .unwrap()
}

fn words(workspace: &Workspace, before: &Scenario, after: &Scenario, lang: Lang) -> Vec<String> {
    moves(Some(before), Some(after))
        .iter()
        .map(|one| one.in_words(workspace, lang))
        .collect()
}

#[test]
fn every_move_is_told_in_words() {
    let workspace = builtin::resolution().unwrap();
    let none = scenario(&[]);
    let pace = scenario(&[("pace:budget-revenue", 1.25)]);
    let more = scenario(&[("pace:budget-revenue", 1.5)]);
    let mut dated = more.clone();
    dated.changes[0].detail = Detail {
        from: Some(date(2024, 10, 1)),
        ..Detail::default()
    };
    let mut off = pace.clone();
    off.changes[0].off = true;
    let both = scenario(&[
        ("pace:budget-revenue", 1.25),
        ("growth-4:grdp-growth", 11.5),
    ]);
    let renamed = Scenario {
        name: "Thu tăng".to_owned(),
        ..pace.clone()
    };
    let cases = [
        (
            &none,
            &pace,
            "Thêm: Thu ngân sách nhà nước trên địa bàn: nhịp độ phần còn lại ×1,25",
            "Added: State budget revenue in the province: pace of the remainder ×1.25",
        ),
        (
            &pace,
            &more,
            "Đổi: Thu ngân sách nhà nước trên địa bàn: nhịp độ phần còn lại từ ×1,25 thành ×1,50",
            "Changed: State budget revenue in the province: pace of the remainder from ×1.25 to ×1.50",
        ),
        (
            &more,
            &dated,
            "Đổi: Thu ngân sách nhà nước trên địa bàn: nhịp độ phần còn lại từ ×1,50 thành ×1,50 từ 1/10",
            "Changed: State budget revenue in the province: pace of the remainder from ×1.50 to ×1.50 from 1 Oct",
        ),
        (
            &pace,
            &off,
            "Tắt: Thu ngân sách nhà nước trên địa bàn: nhịp độ phần còn lại ×1,25",
            "Switched off: State budget revenue in the province: pace of the remainder ×1.25",
        ),
        (
            &off,
            &pace,
            "Bật lại: Thu ngân sách nhà nước trên địa bàn: nhịp độ phần còn lại ×1,25",
            "Switched on again: State budget revenue in the province: pace of the remainder ×1.25",
        ),
        (
            &pace,
            &none,
            "Trả về cơ sở: Thu ngân sách nhà nước trên địa bàn: nhịp độ phần còn lại ×1,25",
            "Put back to the base: State budget revenue in the province: pace of the remainder ×1.25",
        ),
        (
            &both,
            &none,
            "Trả mọi đòn bẩy về cơ sở (2 thay đổi)",
            "All levers put back to the base (2 changes)",
        ),
        (
            &pace,
            &renamed,
            "Đổi tên từ “Kịch bản 1” thành “Thu tăng”",
            "Renamed from “Kịch bản 1” to “Thu tăng”",
        ),
    ];
    for (before, after, vi, en) in cases {
        assert_eq!(words(&workspace, before, after, Vi), [vi]);
        assert_eq!(words(&workspace, before, after, En), [en]);
    }
    assert_eq!(moves(None, Some(&both)).len(), 3);
    assert_eq!(moves(Some(&both), None), [Move::Deleted]);
    assert!(moves(Some(&both), Some(&both)).is_empty());
    // Another colour, another order of the same changes: no move.
    let mut same = both.clone();
    same.colour = 3;
    same.changes.reverse();
    assert!(moves(Some(&both), Some(&same)).is_empty());
}

#[test]
fn the_effect_names_what_moves_most_and_the_expected_number_met() {
    let workspace = builtin::resolution().unwrap();
    let as_of = workspace.default_as_of();
    let base = Board::new(&workspace, as_of, None);
    let growth = base.under(
        &workspace,
        as_of,
        &scenario(&[("growth-4:grdp-growth", 11.5)]),
    );
    let effect = Effect::between(&workspace, &base, &growth);
    let shift = effect.most.clone().unwrap();
    assert_eq!(shift.indicator.as_str(), "grdp-growth");
    let gained = shift.after.unwrap() - shift.before.unwrap();
    assert!((effect.met[1] - effect.met[0] - gained).abs() < 1e-12);
    let told = effect.in_words(&workspace, En);
    assert!(
        told.starts_with("P(GRDP growth) under 1% → 51%; "),
        "{told}"
    );
    assert!(told.ends_with(" targets expected to be met"), "{told}");
    let same = Effect::between(&workspace, &base, &base);
    assert!(same.most.is_none());
    assert!(
        same.in_words(&workspace, Vi)
            .starts_with("Không đổi xác suất nào; kỳ vọng đạt ")
    );
    // What is assessed for the first time.
    let rank = base.under(
        &workspace,
        as_of,
        &scenario(&[("level:health-insurance", 97.5)]),
    );
    let effect = Effect::between(&workspace, &base, &rank);
    let told = effect.in_words(&workspace, Vi);
    assert!(
        told.starts_with("P(Người dân tham gia bảo hiểm y tế) chưa đánh giá → "),
        "{told}"
    );
}

#[test]
fn a_log_is_read_back_as_it_was_and_damage_is_an_empty_one() {
    let (none, pace) = (scenario(&[]), scenario(&[("pace:budget-revenue", 1.25)]));
    let mut log = Log::default();
    log.push(entry("a", "09:05", &none, &pace));
    log.push(Entry {
        how: How::Returned(at("09:05")),
        ..entry("b", "09:10", &pace, &none)
    });
    assert!(log.bookmark("a", "  Phương án thu  "));
    assert!(!log.bookmark("zz", "x"));
    let text = log.write().unwrap();
    assert_eq!(Log::read(&text), log);
    assert_eq!(log.entry("a").unwrap().bookmark, "Phương án thu");
    let damaged = [
        String::new(),
        "{}".to_owned(),
        text[..text.len() / 2].to_owned(),
        text.replace("muctieu.log", "something.else"),
        text.replace("2026-11-28T09:05", "yesterday"),
        text.replace("pace:budget-revenue", "colour:budget-revenue"),
        format!("[{text}]"),
    ];
    for damaged in damaged {
        assert_eq!(Log::read(&damaged), Log::default(), "{damaged}");
    }
}

#[test]
fn so_many_lines_are_kept_and_bookmarks_longest() {
    let (none, pace) = (scenario(&[]), scenario(&[("pace:budget-revenue", 1.25)]));
    let one = entry("0", "09:05", &none, &pace);
    let mut log = Log::default();
    for at in 0..MOST + 5 {
        log.push(Entry {
            id: at.to_string(),
            ..one.clone()
        });
        if at == 0 {
            log.bookmark("0", "Đầu cuộc họp");
        }
    }
    assert_eq!(log.entries().len(), MOST);
    assert!(log.entry("0").is_some() && log.entry("5").is_none() && log.entry("6").is_some());
    assert_eq!(log.pop().unwrap().id, (MOST + 4).to_string());
}

#[test]
fn what_another_tab_has_written_comes_into_its_place() {
    let (none, pace) = (scenario(&[]), scenario(&[("pace:budget-revenue", 1.25)]));
    let (mut own, mut other) = (Log::default(), Log::default());
    own.push(entry("a", "09:00", &none, &pace));
    own.push(entry("c", "09:20", &pace, &none));
    other.push(entry("a", "09:00", &none, &pace));
    other.push(entry("b", "09:10", &none, &pace));
    own.merge(&other);
    let names: Vec<&str> = own
        .entries()
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    assert_eq!(names, ["a", "b", "c"]);
}

#[test]
fn a_row_of_presses_of_one_lever_can_stand_as_one_line() {
    let steps = [1.0, 1.01, 1.02].map(|pace| scenario(&[("pace:budget-revenue", pace)]));
    let other = scenario(&[("pace:budget-revenue", 1.01), ("pace:afforestation", 1.1)]);
    let first = entry("a", "09:00", &steps[0], &steps[1]);
    let next = entry("b", "09:00", &steps[1], &steps[2]);
    assert!(first.goes_on_as(&next));
    assert!(!first.goes_on_as(&entry("c", "09:00", &steps[1], &other)));
    let kept = Entry {
        bookmark: "x".to_owned(),
        ..first.clone()
    };
    assert!(!kept.goes_on_as(&next));
    let undone = Entry {
        how: How::Undone,
        ..next
    };
    assert!(!first.goes_on_as(&undone));
}

#[test]
fn the_minutes_hold_every_line_with_its_time_its_effect_and_its_link() {
    let workspace = builtin::resolution().unwrap();
    let none = scenario(&[]);
    let growth = Scenario {
        name: "Kịch bản *1*".to_owned(),
        ..scenario(&[("growth-4:grdp-growth", 11.5)])
    };
    let mut log = Log::default();
    let mut first = entry(
        "a",
        "09:05",
        &Scenario {
            name: growth.name.clone(),
            ..none.clone()
        },
        &growth,
    );
    first.effect.met = [2.96, 3.46];
    log.push(first);
    log.bookmark("a", "Phương án 1 [thu]");
    let mut second = entry(
        "b",
        "09:10",
        &growth,
        &Scenario {
            name: growth.name.clone(),
            ..none
        },
    );
    second.as_of = date(2024, 6, 30);
    second.effect.met = [3.46, 2.96];
    log.push(second);
    let now = at("10:00");
    let link =
        |entry: &Entry| (entry.id == "a").then(|| "https://x.example/#/kich-ban?s=abc".to_owned());
    let sheet = Sheet {
        workspace: &workspace,
        log: &log,
        as_of: workspace.default_as_of(),
        now: &now,
        link: &link,
    };
    let vi = markdown(&sheet, Vi);
    let expected = "\
# Biên bản thử kịch bản

- **Nghị quyết:** Nghị quyết Hội nghị lần thứ 14 Ban Chấp hành Đảng bộ tỉnh (khóa XII) về nhiệm vụ năm 2024
- **Cơ quan ban hành:** Tỉnh ủy Bắc Kạn
- **Bộ số liệu:** Nghị quyết năm 2024 – số đã công bố
- **Tính đến ngày:** 30/9/2024
- **Lập ngày:** 28/11/2026, lúc 10:00

## Ngày 28/11/2026

### Phương án 1 \\[thu\\]

- **09:05** · Kịch bản \\*1\\*: Thêm: Tốc độ tăng trưởng kinh tế (GRDP): tăng trưởng quý IV 11,5%. *P(Tốc độ tăng trưởng kinh tế (GRDP)) dưới 1% → 51%; kỳ vọng đạt 3,0 → 3,5 chỉ tiêu.* [Mở kịch bản này](<https://x.example/#/kich-ban?s=abc>)
- **09:10** · Kịch bản \\*1\\*: Trả về cơ sở: Tốc độ tăng trưởng kinh tế (GRDP): tăng trưởng quý IV 11,5%. *P(Tốc độ tăng trưởng kinh tế (GRDP)) 51% → dưới 1%; kỳ vọng đạt 3,5 → 3,0 chỉ tiêu.* (tính đến ngày 30/6/2024)

Xác suất và dự báo do mô hình tính từ số liệu tính đến ngày nêu trên; giá trị do kịch bản đặt ra là giả định. P(…) là xác suất đạt chỉ tiêu.
";
    assert_eq!(vi, expected);
    let en = markdown(&sheet, En);
    for part in [
        "# Minutes of the what-if session\n",
        "\n- **As of:** 30 Sep 2024\n",
        "\n## 28 Nov 2026\n",
        " (as of 30 Jun 2024)\n",
        "[Open this scenario](<https://x.example/#/kich-ban?s=abc>)\n",
    ] {
        assert!(en.contains(part), "{part} is not in\n{en}");
    }
    let training = builtin::illustration().unwrap();
    let sheet = Sheet {
        workspace: &training,
        log: &Log::default(),
        ..sheet
    };
    let vi = markdown(&sheet, Vi);
    assert!(vi.contains("**SỐ LIỆU MINH HỌA") && vi.contains("\nChưa có thay đổi nào.\n"));
}

#[test]
fn a_moment_has_a_date_and_a_time_of_day() {
    let moment = at("09:05");
    assert_eq!(
        (moment.clock(), moment.date()),
        ("09:05", Some(date(2026, 11, 28)))
    );
    for text in [
        "",
        "2026-11-28",
        "2026-13-28T09:05",
        "2026-11-28 09:05",
        "2026-11-28T9h05:00",
        "2026-11-28Tăă:05",
    ] {
        assert_eq!(Moment::new(text), None, "{text}");
    }
}

#[test]
fn the_scenario_before_a_line_is_that_of_the_line_before_or_its_moves_taken_back() {
    let (none, pace) = (scenario(&[]), scenario(&[("pace:budget-revenue", 1.25)]));
    let more = scenario(&[("pace:budget-revenue", 1.5)]);
    let mut log = Log::default();
    log.push(entry("a", "09:00", &none, &pace));
    log.push(entry("b", "09:01", &pace, &more));
    log.push(entry("c", "09:02", &more, &none));
    assert_eq!(log.before("a").unwrap(), none);
    assert_eq!(log.before("b").unwrap(), pace);
    assert_eq!(log.before("c").unwrap(), more);
    for (id, before) in [("b", &pace), ("c", &more)] {
        assert_eq!(log.entry(id).unwrap().undone().as_ref(), Some(before));
    }
    assert_eq!(log.before("zz"), None);
}
