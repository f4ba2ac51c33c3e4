//! The rooms of the studio: scenarios side by side, what it would take, and here, what a target hangs on and to what a
//! difference is due.

use anyhow::{Context as _, ensure};
use muctieu_journeys::wait::until;
use muctieu_journeys::{Page, Result, journey};
use serde_json::json;
use thirtyfour::components::SelectElement;

use crate::steps::{
    PACE, REVENUE, click, known, lever, twin, type_lever, undo, until_attribute, until_count,
    until_number, until_text,
};

mod analyst;
mod compare;
mod goal;

const STUDIO: &str = "#/kich-ban";
const GROWTH: &str = "grdp-growth";
const FOURTH: &str = "growth-4:grdp-growth";
const ONE_OFF: &str = "one-off:budget-revenue";
/// A level without a figure: its lever supposes one.
const LEVEL: &str = "level:health-insurance";
/// The changes of the scenario that is on.
const CHANGES: &str = ".active-changes [data-change]";
const CHIPS: &str = "[data-scenario-chip]";

/// Makes a scenario of these levers; the studio is open.
async fn scenario(page: &Page, changes: &[(&str, &str)]) -> Result {
    page.find(CHIPS).await?;
    let others = page.all(CHIPS).await?.len();
    click(page, "[data-action=\"new-scenario\"]").await?;
    until_count(page, CHIPS, others + 1).await?;
    until_count(page, CHANGES, 0).await?;
    for (at, (id, text)) in changes.iter().enumerate() {
        let subject = id.split(':').next_back().unwrap_or_default();
        let block = format!("[data-levers-of=\"{subject}\"]");
        page.find(&block).await?;
        if page.all(&twin(id)).await?.is_empty() {
            click(page, &format!("{block} [data-more-levers]")).await?;
        }
        type_lever(page, id, text).await?;
        until_count(page, CHANGES, at + 1).await?;
    }
    Ok(())
}

async fn enter(page: &Page, room: &str) -> Result {
    let tab = format!("[data-room=\"{room}\"]");
    click(page, &tab).await?;
    until_attribute(page, &tab, "aria-selected", "true").await
}

async fn choose(page: &Page, css: &str, value: &str) -> Result {
    let select = page.find(css).await?;
    select.scroll_into_view().await?;
    let select = SelectElement::new(&select).await?;
    Ok(select.select_by_value(value).await?)
}

/// Opens the room of goals with these targets and wishes, and none besides.
async fn aim(page: &Page, aims: &[(&str, &str)]) -> Result {
    enter(page, "goal").await?;
    let own = page.all("[data-aim]").await?.len();
    for left in (0..own).rev() {
        click(page, "[data-aim] button").await?;
        until_count(page, "[data-aim]", left).await?;
    }
    for (id, wish) in aims {
        choose(page, "[data-study=\"aim\"]", id).await?;
        choose(page, &format!("[data-aim=\"{id}\"] select"), wish).await?;
    }
    Ok(())
}

/// The texts of all elements of a kind, also of those that are not laid out.
async fn texts(page: &Page, css: &str) -> Result<Vec<String>> {
    let script =
        "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent.trim())";
    page.script(script, &[json!(css)]).await
}

/// The first number in a text of the page: “từ 1.009,5 tỷ đồng”, “−3,2 điểm %”.
fn told(text: &str) -> Result<f64> {
    let is_part = |c: char| c.is_ascii_digit() || "−.,".contains(c);
    let mut parts = text.split(|c| !is_part(c));
    let found = parts.find(|part| part.contains(|c: char| c.is_ascii_digit()));
    let plain = found.unwrap_or_default().replace('.', "");
    let plain = plain.replace(',', ".").replace('−', "-");
    let plain = plain.trim_end_matches('.');
    plain
        .parse()
        .with_context(|| format!("“{text}” has no number"))
}

/// Two numbers are the same as far as they are told: the last digit is a step of `unit`.
fn same(a: f64, b: f64, unit: f64) -> bool {
    (a - b).abs() <= unit * 0.501
}

/// Waits for the bars around this number: new ones come when the lever rests.
async fn until_middle(page: &Page, told: &str) -> Result {
    let says = format!("says “{told}”");
    until_text(page, ".tornado-scale span", &says, |text| {
        text.ends_with(told)
    })
    .await
}

#[tokio::test]
async fn the_end_of_a_bar_sets_its_lever() -> Result {
    journey(async |page| {
        page.open(STUDIO).await?;
        scenario(page, &[(PACE, "0,9")]).await?;
        enter(page, "sensitivity").await?;
        choose(page, "[data-study=\"sensitivity\"]", REVENUE).await?;
        let row = format!("[data-input=\"{PACE}\"]");
        page.find(&row).await?;
        let outcome = "[data-levers-of=\"budget-revenue\"] .lever-outcome";
        let before = texts(page, outcome).await?.concat();
        for (by, side) in [("value", "low"), ("probability", "high")] {
            let button = format!("[data-by=\"{by}\"]");
            click(page, &button).await?;
            until_attribute(page, &button, "aria-pressed", "true").await?;
            let script = "return [...document.querySelectorAll('.tornado-fill')].map(bar =>
                bar.getBoundingClientRect().width)";
            let widths: Vec<f64> = page.script(script, &[]).await?;
            let is_tornado =
                widths.len() > 1 && widths.is_sorted_by(|a, b| *a >= b - 0.5) && widths[0] > 100.0;
            ensure!(is_tornado, "the bars by {by} are {widths:?} wide");
            let ends = texts(page, &format!("{row} .tornado-end b")).await?;
            ensure!(told(&ends[0])? < told(&ends[1])?, "by {by} from {ends:?}");
            let title = page.text("#tornado-title").await?;
            let is_told = ends.iter().all(|end| title.contains(end));
            ensure!(is_told, "{ends:?} are told as “{title}”");

            // The lever stands there, and what was told comes true; one step takes it back.
            let end = format!("{row} [data-end=\"{side}\"]");
            let [position, told] = [" span", " b"].map(|part| format!("{end}{part}"));
            let (position, told) = (page.text(&position).await?, page.text(&told).await?);
            let now = page.text(".tornado-scale span").await?;
            click(page, &end).await?;
            until_attribute(page, &lever(PACE), "aria-valuetext", &position).await?;
            until(&format!("the studio says {told}"), async || {
                Ok(texts(page, outcome).await?.concat().contains(&told))
            })
            .await?;
            until_middle(page, &told).await?;
            undo(page).await?;
            until_attribute(page, &lever(PACE), "aria-valuetext", "×0,90").await?;
            until("the studio says what it said", async || {
                Ok(texts(page, outcome).await?.concat() == before)
            })
            .await?;
            until_middle(page, &now).await?;
        }

        // Where no scenario is on, one is made for it; one step takes that back too.
        let now = page.text(".tornado-scale span").await?;
        click(page, "[data-scenario-chip=\"\"]").await?;
        until_count(page, CHANGES, 0).await?;
        until_text(page, ".tornado-scale span", "is the base's", |text| {
            text != now
        })
        .await?;
        click(page, &format!("{row} [data-end=\"high\"]")).await?;
        until_count(page, CHIPS, 3).await?;
        until_count(page, CHANGES, 1).await?;
        undo(page).await?;
        until_count(page, CHIPS, 2).await
    })
    .await
}

/// Waits for a waterfall whose title has this part, and adds it up; what is told is `scale` times what the hooks say.
/// The whole difference, and the amount at each step.
async fn added_up(page: &Page, part: &str, unit: f64, scale: f64) -> Result<(f64, Vec<f64>)> {
    let says = format!("says “{part}”");
    until_text(page, "#waterfall-title", &says, |title| {
        title.contains(part)
    })
    .await?;
    let script = "return [document.querySelector('#waterfall-title').textContent.split('(').at(-1),
        [...document.querySelectorAll('.waterfall tbody tr')].map(row =>
            [+(row.cells[1].dataset.value ?? 0), row.cells[1].textContent || '0', row.cells[2].textContent])]";
    let (whole, rows): (String, Vec<(f64, String, String)>) = page.script(script, &[]).await?;
    let whole = told(&whole)?;
    let (mut exact, mut steps) = (0.0, Vec::new());
    for (value, words, amount) in &rows {
        ensure!(
            same(value * scale, told(words)?, unit),
            "{value} is told as {words}"
        );
        exact += value * scale;
        steps.push(told(amount)?);
        let fits = same(steps[0] + exact, steps[steps.len() - 1], unit * 2.0);
        ensure!(fits, "{exact} leads to {amount} in {rows:?}");
    }
    ensure!(
        rows.len() > 2 && same(exact, whole, unit),
        "{rows:?} is not {whole}"
    );
    Ok((whole, steps))
}

#[tokio::test]
async fn what_changes_bring_adds_up_to_the_difference() -> Result {
    journey(async |page| {
        let numbers = async || -> Result<[f64; 2]> {
            let p = known(page, REVENUE, "probability").await?;
            Ok([p * 100.0, known(page, REVENUE, "projected").await?])
        };
        page.open("#/").await?;
        let base = numbers().await?;
        page.open(STUDIO).await?;
        let changes = [
            (PACE, "1,3"),
            (ONE_OFF, "-20"),
            (FOURTH, "11"),
            (LEVEL, "97,5"),
        ];
        scenario(page, &changes).await?;
        page.open("#/").await?;
        until_number(page, REVENUE, "projected", "rises", |now| now > base[1]).await?;
        let moved = numbers().await?;

        page.open(STUDIO).await?;
        enter(page, "attribution").await?;
        choose(page, "[data-study=\"attribution\"]", REVENUE).await?;
        let measure = "[data-study=\"measure\"]";
        let kinds = [
            ("probability", " điểm %)", 0.1, 100.0),
            ("value", " tỷ đồng)", 1.0, 1.0),
        ];
        let mut there = 0.0;
        for (at, (kind, part, unit, scale)) in kinds.into_iter().enumerate() {
            choose(page, measure, kind).await?;
            let (whole, steps) = added_up(page, part, unit, scale).await?;
            let fits = same(steps[0], base[at], unit) && same(steps[5], moved[at], unit);
            ensure!(
                fits && steps.len() == 6,
                "{base:?} to {moved:?} by {steps:?}"
            );
            // The pace brings, the amount takes, the others are of other targets.
            let fits = steps[1] > steps[0] && steps[2] < steps[1];
            ensure!(
                fits && same(steps[5], steps[2], unit),
                "the steps are {steps:?}"
            );
            there = whole;
        }
        page.assert_accessible("the waterfall").await?;

        // The other way round all of it is taken back.
        let after = "[data-study=\"after\"]";
        let id = page.find(after).await?.value().await?.unwrap_or_default();
        choose(page, "[data-study=\"before\"]", &id).await?;
        choose(page, after, "").await?;
        choose(page, "[data-study=\"attribution\"]", REVENUE).await?;
        let taken = format!("(−{there:.0} tỷ đồng)");
        let (back, _) = added_up(page, &taken, 1.0, 1.0).await?;
        ensure!(same(there, -back, 0.1), "{there} there and {back} back");
        choose(page, measure, "number").await?;
        added_up(page, "Số chỉ tiêu đạt (kỳ vọng): từ", 0.01, 1.0).await?;
        choose(page, measure, "all").await?;
        added_up(page, "Xác suất đạt tất cả: từ", 0.1, 100.0).await?;
        Ok(())
    })
    .await
}
