//! `cargo xtask bench`: sizes and times of the built page in headless Chromium, printed and not judged.
//!
//! Each figure is one function in one of the modules here and one line in [`main`].

#![allow(clippy::print_stdout, reason = "it prints figures")]

mod beside;
mod input;
mod load;
mod memory;
mod simulate;
mod size;
mod table;

use anyhow::Context as _;
use lexopt::prelude::*;
use muctieu_journeys::browser::Purpose;
use muctieu_journeys::{Engine, Page, Result, journey, settings};

use crate::table::Table;

/// How many rounds of lever movement the memory figure takes, each standing for ten minutes; and whether only the
/// simulation is measured.
fn options() -> Result<(u32, bool)> {
    let (mut rounds, mut simulation) = (3, false);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("rounds") => rounds = parser.value()?.parse()?,
            Long("simulation") => simulation = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok((rounds, simulation))
}

#[tokio::main]
async fn main() -> Result {
    let (rounds, simulation) = options()?;
    let dist = journey::dist()?;
    let page = Page::start(Engine::Chromium, &dist, Purpose::Measure).await?;
    page.resize(1280, 800, 1.0).await?;

    if simulation {
        beside::native_and_worker(&page).await?.print();
        simulate::runs(&page).await?.print();
        return page.close().await;
    }

    let first = load::first(&page).await.context("the first load")?;
    size::of(&dist, &first)?.print();
    load::warm(&page).await.context("warm loads")?.print();

    page.open("#/").await?;
    input::levers(&page, "Lever input on the overview")
        .await
        .context("lever input")?
        .print();
    page.open("#/kich-ban").await?;
    input::levers(&page, "Lever input in the studio")
        .await
        .context("levers of the studio")?
        .print();
    memory::over_time(&page, rounds)
        .await
        .context("memory")?
        .print();

    simulate::runs(&page).await.context("simulation")?.print();
    beside::native_and_worker(&page)
        .await
        .context("the worker beside the native kernel")?
        .print();

    let mut thousand = Table::new("1,000 indicators × 10 years of monthly figures");
    load::reload_at(&page, settings::THOUSAND, &mut thousand)
        .await
        .context("opening 1,000 indicators")?;
    input::scroll(&page, &mut thousand)
        .await
        .context("scrolling 1,000 indicators")?;
    thousand.print();
    input::levers(&page, "Lever input with 1,000 indicators")
        .await
        .context("levers of 1,000")?
        .print();
    page.close().await
}
