//! `cargo xtask bench`: sizes and times of the built page in headless Chromium, printed and not judged.
//!
//! Each figure is one function in one of the modules here and one line in [`main`].

#![allow(clippy::print_stdout, reason = "it prints figures")]

mod analyses;
mod beside;
mod input;
mod load;
mod memory;
mod screens;
mod simulate;
mod size;
mod table;

use anyhow::Context as _;
use lexopt::prelude::*;
use muctieu_journeys::browser::Purpose;
use muctieu_journeys::{Engine, Page, Result, journey, settings};

use crate::table::Table;

/// Which part alone is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    Simulation,
    Analyses,
    Screens,
}

/// How many rounds of lever movement the memory figure takes, each standing for ten minutes; and whether only a part is
/// measured.
fn options() -> Result<(u32, Option<Only>)> {
    let (mut rounds, mut only) = (3, None);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("rounds") => rounds = parser.value()?.parse()?,
            Long("simulation") => only = Some(Only::Simulation),
            Long("analyses") => only = Some(Only::Analyses),
            Long("screens") => only = Some(Only::Screens),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok((rounds, only))
}

#[tokio::main]
async fn main() -> Result {
    let (rounds, only) = options()?;
    let dist = journey::dist()?;
    let page = Page::start(Engine::Chromium, &dist, Purpose::Measure).await?;
    page.resize(1280, 800, 1.0).await?;

    if let Some(only) = only {
        match only {
            Only::Simulation => {
                beside::native_and_worker(&page).await?.print();
                simulate::runs(&page).await?.print();
            }
            Only::Analyses => analyses::asked(&page).await?.print(),
            Only::Screens => screens::opened(&page).await?.print(),
        }
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
    screens::opened(&page).await.context("screens")?.print();

    simulate::runs(&page).await.context("simulation")?.print();
    beside::native_and_worker(&page)
        .await
        .context("the worker beside the native kernel")?
        .print();

    analyses::asked(&page).await.context("analyses")?.print();

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
