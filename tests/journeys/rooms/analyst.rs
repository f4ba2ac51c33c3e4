//! The rooms ask a worker, which is loaded with the first question; without it they answer all the same.

use anyhow::ensure;
use muctieu_journeys::{Page, Result, journey};

use super::{FOURTH, STUDIO, aim, choose, enter, scenario, texts};
use crate::steps::{PACE, REVENUE, click, start_changed, start_without, until_count, until_text};

/// How often the page has asked for the analyst's program.
fn loads(page: &Page) -> usize {
    let asked = page.site().asked();
    let files = asked.iter().map(|asked| asked.path.as_str());
    files
        .filter(|path| path.contains("analyst-") && path.contains(".wasm"))
        .count()
}

async fn is_of_revenue(page: &Page, title: &str) -> Result {
    until_text(page, title, "is of the revenue", |title| {
        title.contains("Thu ngân sách")
    })
    .await
}

/// What all rooms say of a scenario.
async fn all_rooms(page: &Page) -> Result<Vec<String>> {
    page.open(STUDIO).await?;
    scenario(page, &[(PACE, "1,3"), (FOURTH, "11")]).await?;
    enter(page, "sensitivity").await?;
    choose(page, "[data-study=\"sensitivity\"]", REVENUE).await?;
    is_of_revenue(page, "#tornado-title").await?;
    page.find("[data-decisive] table").await?;
    // Nothing is still on its way.
    until_count(page, ".study-progress:not(:empty)", 0).await?;
    let mut said = texts(page, "[data-sensitivity], [data-decisive]").await?;
    enter(page, "attribution").await?;
    choose(page, "[data-study=\"attribution\"]", REVENUE).await?;
    is_of_revenue(page, "#waterfall-title").await?;
    said.extend(texts(page, "[data-attribution] table").await?);
    aim(page, &[(REVENUE, "95")]).await?;
    click(page, "[data-action=\"seek\"]").await?;
    page.find("[data-found=\"proposal\"]").await?;
    said.extend(texts(page, "[data-found]").await?);
    Ok(said)
}

#[tokio::test]
async fn the_analyst_is_loaded_once_and_says_what_the_page_would_say() -> Result {
    let (mut alone, _folder) = start_without("muctieu-analyst").await?;
    let here = all_rooms(&alone).await?;
    ensure!(here.len() == 4, "{here:?} is not of four rooms");
    ensure!(loads(&alone) == 0, "a worker that the page does not name");
    alone.assert_local().await?;
    alone.assert_quiet().await?;
    alone.close().await?;
    journey(async |page| {
        page.open(STUDIO).await?;
        page.find("[data-room=\"sensitivity\"]").await?;
        ensure!(loads(page) == 0, "the analyst is loaded before it is asked");
        let there = all_rooms(page).await?;
        ensure!(loads(page) == 1, "loaded {} times", loads(page));
        ensure!(there == here, "{there:?} from the worker, {here:?} without");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_analyst_that_does_not_start_is_replaced() -> Result {
    // Its script comes, its program does not.
    let (page, _folder) = start_changed(|folder| {
        let files = std::fs::read_dir(folder)?.filter_map(std::result::Result::ok);
        for file in files {
            let name = file.file_name().to_string_lossy().into_owned();
            if name.starts_with("analyst-") && name.contains(".wasm") {
                std::fs::remove_file(file.path())?;
            }
        }
        Ok(())
    })
    .await?;
    page.open(STUDIO).await?;
    enter(&page, "sensitivity").await?;
    choose(&page, "[data-study=\"sensitivity\"]", REVENUE).await?;
    is_of_revenue(&page, "#tornado-title").await?;
    page.find("[data-decisive] table").await?;
    page.close().await
}
