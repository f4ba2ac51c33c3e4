#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use crate::builtin;
use crate::scenario::{Change, Detail, Scenario, ScenarioId};
use crate::workspace::Workspace;
use Lang::{En, Vi};
use jiff::civil::date;

fn what_if(workspace: &Workspace, changes: Vec<Change>, ask: impl Fn(&WhatIf<'_>)) {
    let as_of = workspace.default_as_of();
    let base = Board::new(workspace, as_of, None);
    let mut scenario = Scenario::new(ScenarioId("s".into()), "S".to_owned());
    scenario.changes = changes;
    let now = base.under(workspace, as_of, &scenario);
    ask(&WhatIf {
        workspace,
        as_of,
        base: &base,
        now: &now,
        scenario: &scenario,
        met: [(2, 4), (3, 4)],
    });
}

fn change(lever: &str, value: f64) -> Change {
    Change::new(lever.parse().unwrap(), value)
}

/// A change with details: its first day, its months, its range.
fn detailed(lever: &str, value: f64, detail: Detail) -> Change {
    Change {
        detail,
        ..change(lever, value)
    }
}

/// The sentences about indicators of the built-in resolution.
fn assert_said(changes: &[Change], id: &str, vi: &str, en: &str) {
    let workspace = builtin::resolution().unwrap();
    what_if(&workspace, changes.to_vec(), |what_if| {
        assert_eq!(what_if.about(&id.into(), Vi).unwrap(), vi);
        assert_eq!(what_if.about(&id.into(), En).unwrap(), en);
    });
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of sentences")]
fn every_lever_has_a_condition_that_reads_as_part_of_a_sentence() {
    let workspace = builtin::resolution().unwrap();
    let day = Some(date(2024, 10, 1));
    let told = Detail {
        from: day,
        months: Some(3.0),
        range: Some(20.0),
    };
    let one_month = Detail {
        months: Some(1.0),
        ..Detail::default()
    };
    let cases = [
        (
            change("pace:budget-revenue", 1.25),
            "nhịp độ phần còn lại tăng lên 1,25 lần",
            "the pace of the remainder rises to 1.25 times the present one",
        ),
        (
            detailed("pace:budget-revenue", 0.8, told),
            "nhịp độ phần còn lại giảm còn 0,8 lần từ ngày 1/10 (dần trong 3 tháng)",
            "the pace of the remainder falls to 0.8 times the present one from 1 Oct (over 3 months)",
        ),
        (
            change("pace:budget-revenue", 1.0),
            "nhịp độ phần còn lại giữ nguyên",
            "the pace of the remainder stays as it is",
        ),
        (
            detailed("one-off:budget-revenue", 120.0, told),
            "có thêm một lần 120 ± 20 tỷ đồng vào ngày 1/10",
            "a one-off 120 ± 20 billion VND comes in on 1 Oct",
        ),
        (
            change("one-off:budget-revenue", -120.0),
            "hụt một lần 120 tỷ đồng",
            "a one-off 120 billion VND is lost",
        ),
        (
            change("one-off:cooperatives", 1.0),
            "có thêm một lần 1 hợp tác xã",
            "a one-off 1 cooperative comes in",
        ),
        (
            change("one-off:social-order-crimes", -1.0),
            "bớt đi 1 trường hợp",
            "there is 1 fewer case",
        ),
        (
            change("one-off:social-order-crimes", 12.0),
            "có thêm 12 trường hợp",
            "there are 12 more cases",
        ),
        (
            change("delay:afforestation", 30.0),
            "30% phần còn lại chậm 2 tháng",
            "30% of the remainder comes 2 months late",
        ),
        (
            detailed("delay:afforestation", 12.5, one_month),
            "12,5% phần còn lại chậm 1 tháng",
            "12.5% of the remainder comes 1 month late",
        ),
        (
            change("growth-4:grdp-growth", 11.5),
            "quý IV tăng 11,5%",
            "the fourth quarter grows by 11.5%",
        ),
        (
            change("growth-1:grdp-growth", -2.0),
            "quý I giảm 2%",
            "the first quarter shrinks by 2%",
        ),
        (
            change("growth-3:grdp-growth", 0.0),
            "quý III không tăng",
            "the third quarter does not grow",
        ),
        (
            change("level:health-insurance", 97.5),
            "mức cuối năm là 97,5%",
            "the level at the year's end is 97.5%",
        ),
        (
            change("level:grdp-per-capita", 56.0),
            "giá trị cả năm là 56 triệu đồng",
            "the value for the year is 56 million VND",
        ),
        (
            change("rank:pci-rank", 30.0),
            "thứ bậc năm nay là 30",
            "this year's rank is 30",
        ),
        (
            change("target:budget-revenue", 1050.0),
            "chỉ tiêu đổi thành 1.050 tỷ đồng",
            "the target is changed to 1,050 billion VND",
        ),
        (
            change("kappa:budget-revenue", 50.0),
            "giả định độ đều của tiến độ là κ = 50",
            "the steadiness is assumed to be κ = 50",
        ),
        (
            change("share:budget-revenue", 65.5),
            "giả định đến nay thường đạt 65,5% cả năm",
            "65.5% of the year is assumed to be normally reached by now",
        ),
        (
            change("weight-4:grdp-growth", 30.0),
            "giả định tỷ trọng quý IV là 30%",
            "the weight of the fourth quarter is assumed to be 30%",
        ),
        (
            change("sigma:grdp-growth", 1.0),
            "giả định độ lệch của mỗi quý còn lại là 1 điểm",
            "the spread of each remaining quarter is assumed to be 1 point",
        ),
        (
            change("spread:health-insurance", 0.2),
            "giả định độ biến động cả năm là 0,2",
            "the spread over a year is assumed to be 0.2",
        ),
    ];
    for (change, vi, en) in cases {
        let indicator = workspace.indicator(change.lever.subject.as_str()).unwrap();
        assert_eq!(condition(&change, indicator, Vi), vi);
        assert_eq!(condition(&change, indicator, En), en);
    }
}

#[test]
fn every_target_is_asked_for_in_its_own_way() {
    let workspace = builtin::resolution().unwrap();
    let cases = [
        ("grdp-growth", "đạt trên 8%", "exceeding 8%"),
        (
            "budget-revenue",
            "đạt 1.010 tỷ đồng",
            "reaching 1,010 billion VND",
        ),
        (
            "afforestation",
            "đạt từ 3.485 ha trở lên",
            "reaching at least 3,485 ha",
        ),
        (
            "child-malnutrition",
            "ở mức dưới 15,8%",
            "staying below 15.8%",
        ),
        (
            "poverty-reduction",
            "đạt từ 2 điểm % trở lên",
            "reaching at least 2 percentage points",
        ),
        (
            "pci-rank",
            "tăng từ 1 bậc trở lên",
            "gaining at least 1 place",
        ),
        (
            "dti-rank",
            "tăng từ 2 bậc trở lên",
            "gaining at least 2 places",
        ),
        (
            "social-order-crimes",
            "giảm từ 5% trở lên",
            "falling by 5% or more",
        ),
        (
            "traffic-accidents.deaths",
            "giảm so với năm trước",
            "falling below last year",
        ),
        (
            "traffic-accidents",
            "đạt đủ các tiêu chí",
            "meeting every criterion",
        ),
    ];
    for (id, vi, en) in cases {
        let indicator = workspace.indicator(id).unwrap();
        assert_eq!(
            (aim(indicator, Vi).as_str(), aim(indicator, En).as_str()),
            (vi, en)
        );
    }
}

#[test]
fn what_the_fourth_quarter_brings_is_told_with_its_probability_and_the_present_pace() {
    assert_said(
        &[change("growth-4:grdp-growth", 11.5)],
        "grdp-growth",
        "Nếu quý IV tăng 11,5%, dự báo cả năm về tốc độ tăng trưởng kinh tế (GRDP) là 8,00%, xác suất đạt trên 8% là 51%; nhịp hiện nay cho 6,84% (xác suất dưới 1%).",
        "If the fourth quarter grows by 11.5%, the year-end projection for GRDP growth is 8.00% and the probability of exceeding 8% is 51%; the present pace gives 6.84% (probability under 1%).",
    );
}

#[test]
fn several_changes_are_joined_and_a_changed_target_is_the_one_asked_for() {
    assert_said(
        &[
            change("growth-4:grdp-growth", 11.5),
            change("sigma:grdp-growth", 1.0),
            change("target:grdp-growth", 7.0),
        ],
        "grdp-growth",
        "Nếu quý IV tăng 11,5%, giả định độ lệch của mỗi quý còn lại là 1 điểm và chỉ tiêu đổi thành 7%, dự báo cả năm về tốc độ tăng trưởng kinh tế (GRDP) là 8,00%, xác suất đạt trên 7% là trên 99%; nhịp hiện nay cho 6,84% (xác suất dưới 1%).",
        "If the fourth quarter grows by 11.5%, the spread of each remaining quarter is assumed to be 1 point and the target is changed to 7%, the year-end projection for GRDP growth is 8.00% and the probability of exceeding 7% is over 99%; the present pace gives 6.84% (probability under 1%).",
    );
    assert_said(
        &[change("target:grdp-growth", 5.0)],
        "grdp-growth",
        "Nếu chỉ tiêu đổi thành 5%, dự báo cả năm về tốc độ tăng trưởng kinh tế (GRDP) là 6,84%, xác suất đạt trên 5% là trên 99%; với chỉ tiêu của nghị quyết, xác suất đạt trên 8% là dưới 1%.",
        "If the target is changed to 5%, the year-end projection for GRDP growth is 6.84% and the probability of exceeding 5% is over 99%; with the resolution's target, the probability of exceeding 8% is under 1%.",
    );
}

#[test]
fn a_supposed_value_is_called_so_and_what_cannot_be_judged_is_said() {
    assert_said(
        &[change("level:poverty-reduction", 2.1)],
        "poverty-reduction",
        "Nếu giá trị cả năm là 2,1 điểm %, giảm tỷ lệ nghèo so với năm trước là 2,10 điểm % (giả định của kịch bản, không phải dự báo), như vậy là đạt chỉ tiêu; nếu không thay đổi thì chưa đủ số liệu để đánh giá.",
        "If the value for the year is 2.1 percentage points, the value for poverty-rate reduction on the previous year is 2.10 percentage points (supposed by the scenario, not projected) and this meets the target; without this change there are not enough figures to judge by.",
    );
    assert_said(
        &[change("pace:jobs", 1.5)],
        "jobs",
        "Nếu nhịp độ phần còn lại tăng lên 1,5 lần, vẫn chưa đánh giá được lao động được tạo việc làm mới.",
        "Even if the pace of the remainder rises to 1.5 times the present one, workers newly placed in jobs cannot be assessed yet.",
    );
    // A year that is closed is moved by nothing.
    assert_said(
        &[change("level:graduation", 80.0)],
        "graduation",
        "Học sinh tốt nghiệp trung học phổ thông: cả năm 97,40%, vượt chỉ tiêu.",
        "Upper-secondary graduation rate: 97.40% for the year, target exceeded.",
    );
}

#[test]
fn where_nothing_is_changed_it_says_what_it_would_take() {
    assert_said(
        &[],
        "grdp-growth",
        "Muốn tốc độ tăng trưởng kinh tế (GRDP) đạt trên 8%, quý còn lại phải tăng trên 11,48%; nhịp hiện nay cho 6,84% (xác suất dưới 1%).",
        "For GRDP growth, exceeding 8% takes more than 11.48% growth in the remaining quarter; the present pace gives 6.84% (probability under 1%).",
    );
    assert_said(
        &[],
        "jobs",
        "Lao động được tạo việc làm mới: chưa đánh giá được.",
        "Workers newly placed in jobs: not assessed yet.",
    );
    let workspace = builtin::resolution().unwrap();
    what_if(&workspace, Vec::new(), |what_if| {
        let said = what_if.sentences(&["budget-revenue".into()], Vi);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("Muốn thu ngân sách nhà nước trên địa bàn đạt 1.010 tỷ đồng, mỗi tháng sau 21/3/2024 cần 90,5 tỷ đồng (bằng 1,47 lần nhịp đến nay); nhịp hiện nay cho "),
            "{said:?}"
        );
    });
    // Fewer is better, and the name has said so.
    let training = builtin::illustration().unwrap();
    what_if(&training, Vec::new(), |what_if| {
        let said = what_if.about(&"social-order-crimes".into(), Vi).unwrap();
        let start = "Muốn giảm số vụ tội phạm về trật tự xã hội từ 5% trở lên, mỗi tháng sau 30/11/2024 không được quá ";
        assert!(said.starts_with(start), "{said}");
    });
}

#[test]
fn all_targets_together_are_told_with_those_whose_status_changes() {
    let workspace = builtin::resolution().unwrap();
    what_if(
        &workspace,
        vec![change("growth-4:grdp-growth", 11.5)],
        |what_if| {
            assert_eq!(
                what_if.overall(Vi),
                "Chung cả kịch bản: dự kiến đạt 3–4 trong 5 chỉ tiêu đánh giá được; không thay đổi thì 2–4."
            );
            assert_eq!(
                what_if.overall(En),
                "Overall, the scenario is expected to meet 3–4 of the 5 targets that can be assessed, against 2–4 without it."
            );
            assert_eq!(
                what_if.turned(Vi).unwrap(),
                "Đổi trạng thái: tốc độ tăng trưởng kinh tế (GRDP) từ khó đạt sang có nguy cơ."
            );
            assert_eq!(
                what_if.turned(En).unwrap(),
                "Changes of status: GRDP growth from off track to at risk."
            );
            let same = WhatIf {
                met: [(2, 4), (2, 4)],
                ..*what_if
            };
            assert_eq!(
                same.overall(En),
                "Overall, the scenario is still expected to meet 2–4 of the 5 targets that can be assessed."
            );
        },
    );
}

#[test]
fn a_whole_names_the_part_that_is_moved_and_no_probability_is_a_certainty() {
    let training = builtin::illustration().unwrap();
    what_if(
        &training,
        vec![change("pace:traffic-accidents.deaths", 0.5)],
        |what_if| {
            let said = what_if.about(&"traffic-accidents".into(), Vi).unwrap();
            let start = "Nếu nhịp độ phần còn lại giảm còn 0,5 lần (Số người chết do tai nạn giao thông), tai nạn giao thông giảm cả 3 tiêu chí (số vụ, số người chết, số người bị thương) dự kiến đạt ";
            assert!(said.starts_with(start), "{said}");
        },
    );
    for p in [0.0, 1e-12, 0.004] {
        assert_eq!(open_probability(p, Vi), "dưới 1%");
        assert_eq!(open_probability(1.0 - p, En), "over 99%");
    }
}

#[test]
fn a_driver_is_named_where_it_moves_the_indicator_and_nowhere_else() {
    let mut workspace = builtin::resolution().unwrap();
    let drivers: crate::driver::Drivers = serde_json::from_str(
        r#"{"drivers": [{"id": "public-investment", "title": {"vi": "Giải ngân đầu tư công", "en": "Public investment disbursed"},
            "unit": {"vi": "tỷ đồng", "en": "billion VND"}, "base": 2000.0}],
            "links": [{"from": "public-investment", "to": "grdp-growth", "coefficient": 0.002}]}"#,
    )
    .unwrap();
    workspace.drivers = std::sync::Arc::new(drivers);
    let changes = vec![
        change("driver:public-investment", 2500.0),
        change("pace:budget-revenue", 1.25),
    ];
    what_if(&workspace, changes, |what_if| {
        let said = what_if.about(&"grdp-growth".into(), Vi).unwrap();
        assert!(
            said.starts_with("Nếu giải ngân đầu tư công là 2.500 tỷ đồng, dự báo cả năm về tốc độ tăng trưởng kinh tế (GRDP) là 7,84%, "),
            "{said}"
        );
        let said = what_if.about(&"budget-revenue".into(), En).unwrap();
        assert!(
            said.starts_with("If the pace of the remainder rises to 1.25 times the present one, "),
            "{said}"
        );
    });
}
