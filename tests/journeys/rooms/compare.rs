//! Scenarios are compared side by side, and the comparison says what the studio says of each alone.

use anyhow::{Context as _, ensure};
use muctieu_journeys::wait::until;
use muctieu_journeys::{Page, Result, journey};

use super::{
    CHIPS, FOURTH, GROWTH, LEVEL, ONE_OFF, STUDIO, choose, enter, same, scenario, texts, told,
};
use crate::steps::{PACE, REVENUE, until_count, until_text};

/// The target of [`LEVEL`].
const INSURANCE: &str = "health-insurance";

/// A target in the comparison: of each scenario the value, the rest that is told, and whether it is marked.
type Compared = (String, Vec<(String, String, bool)>);

/// Waits until the studio says of every target what a column of the comparison says.
async fn until_studio_agrees(page: &Page, rows: &[Compared], column: usize) -> Result {
    let script = "return [...document.querySelectorAll('[data-board]')].map(row => [
        row.dataset.board, row.querySelector('[role=img]').getAttribute('aria-label'),
        [row.querySelector('.board-chance').textContent.replace('–', ''), row.dataset.status,
            row.querySelector('.status').getAttribute('aria-label')].join(' ')])";
    let mut differ = Vec::new();
    let waited = until("the studio agrees", async || {
        let board: Vec<(String, String, String)> = page.script(script, &[]).await?;
        differ.clear();
        for (id, cells) in rows {
            let (value, rest, _) = &cells[column];
            let said = board.iter().find(|(own, ..)| own == id);
            // What is met already is told by its newest figure.
            let agrees = said.is_some_and(|(_, label, other)| {
                let is_told =
                    label.contains(&format!("cả năm {value},")) || label.contains(": đã ");
                rest == other
                    && (is_told || value == "—" && label.ends_with(": chưa đánh giá được"))
            });
            if !agrees {
                differ.push(format!("{value} {rest} and {said:?}"));
            }
        }
        Ok(differ.is_empty() && board.len() == rows.len())
    });
    waited
        .await
        .with_context(|| format!("column {column}: {differ:#?}"))
}

#[tokio::test]
async fn scenarios_stand_side_by_side_as_each_stands_alone() -> Result {
    journey(async |page| {
        page.open(STUDIO).await?;
        scenario(page, &[(PACE, "1,5")]).await?;
        scenario(page, &[(FOURTH, "11,5"), (PACE, "0,9")]).await?;
        scenario(page, &[(LEVEL, "97,5"), (ONE_OFF, "30")]).await?;
        enter(page, "compare").await?;
        until_count(page, ".compare-head", 4).await?;
        let names = texts(page, CHIPS).await?;
        let heads = texts(page, ".compare-head").await?;
        ensure!(heads == names, "{heads:?} are compared of {names:?}");

        // What differs is marked and comes first.
        let script = "return [...document.querySelectorAll('[data-compare-row]')].map(row => [
            row.dataset.compareRow, [...row.querySelectorAll('td')].map(cell => [
                cell.querySelector('b').textContent, [cell.querySelector('.num').textContent,
                cell.dataset.status, cell.querySelector('.status').textContent.trim()].join(' '),
                'differs' in cell.dataset])])";
        let rows: Vec<Compared> = page.script(script, &[]).await?;
        for (id, cells) in &rows {
            let (value, rest, _) = &cells[0];
            let mut marks = cells.iter();
            let fit = marks.all(|cell| cell.2 == (cell.0 != *value || cell.1 != *rest));
            ensure!(fit, "{id} is marked as {cells:?}");
        }
        let differ = |row: &&Compared| row.1.iter().any(|cell| cell.2);
        let first = rows.iter().take_while(differ).map(|row| row.0.as_str());
        let mut first: Vec<&str> = first.collect();
        first.sort_unstable();
        ensure!(first == [REVENUE, GROWTH, INSURANCE], "first are {first:?}");
        ensure!(rows.iter().filter(differ).count() == 3, "others differ too");
        let caption = page.text(".compare-table caption").await?;
        ensure!(same(told(&caption)?, 3.0, 0.1), "it is called “{caption}”");
        page.assert_accessible("the comparison").await?;

        // How many are met: distributions whose means are those that are told.
        let script = "return [...document.querySelectorAll('.count-table tbody tr')].map(row => [
            row.querySelector('.compare-name').textContent, row.querySelector('small').textContent,
            [...row.querySelectorAll('.count-bar')].map(bar => +bar.style.getPropertyValue('--at'))])";
        let counts: Vec<(String, String, Vec<f64>)> = page.script(script, &[]).await?;
        let ticks = texts(page, ".count-head").await?;
        ensure!(counts.len() == 4, "the distributions are {counts:?}");
        for ((name, words, bars), own) in counts.iter().zip(&names) {
            let mut mean = 0.0;
            for (tick, bar) in ticks.iter().zip(bars) {
                mean += tick.parse::<f64>()? * bar / bars.iter().sum::<f64>();
            }
            let fits = name == own && same(mean, told(words)?, 0.12);
            ensure!(fits, "{name}: {words}, by {bars:?} {mean}");
        }

        // The courses of one target after the other.
        for target in [REVENUE, GROWTH, INSURANCE] {
            choose(page, "[data-study=\"compare\"]", target).await?;
            let row = rows.iter().find(|row| row.0 == target);
            let cells = row.context("it is compared")?.1.iter().zip(&names);
            let known = cells.filter(|(cell, _)| cell.0 != "—");
            let mut lines: Vec<String> = known.map(|(cell, name)| format!("{name} {}", cell.0)).collect();
            lines.sort_unstable();
            until(&format!("the chart shows {lines:?}"), async || {
                let mut labels = texts(page, ".compare-labels li:not([data-colour=target])").await?;
                labels.sort_unstable();
                Ok(labels == lines)
            })
            .await?;
            until_count(page, ".compare-line", lines.len()).await?;
        }

        // Each alone says the same.
        for (column, (_, words, _)) in counts.iter().enumerate() {
            let chip = format!("{CHIPS}:nth-child({})", column + 1);
            let id = page.attribute(&chip, "data-scenario-chip").await?;
            choose(page, "[data-scenario-pick]", &id.unwrap_or_default()).await?;
            until_studio_agrees(page, &rows, column).await?;
            let (_, interval) = words.rsplit_once(' ').context("an interval is told")?;
            let told = format!("đạt {interval} trong");
            let headline = ".compare .facts dd:last-of-type";
            until_text(page, headline, &told, |text| text.contains(&told)).await?;
        }
        Ok(())
    })
    .await
}
