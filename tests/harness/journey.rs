//! A journey: a fresh browser, what the journey does, and what every journey must leave behind.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;

use anyhow::Context as _;
use futures_util::FutureExt as _;

use crate::browser::Purpose;
use crate::{Engine, Page, Result};

/// The folder of the built page, named by `MUCTIEU_DIST`.
pub fn dist() -> Result<PathBuf> {
    let folder = std::env::var_os("MUCTIEU_DIST");
    Ok(folder
        .context("MUCTIEU_DIST is not set: run `cargo xtask test --only journeys`")?
        .into())
}

/// Runs a journey in a fresh browser: nothing is opened yet, nothing is stored.
///
/// Afterwards the console must be empty (see [`Page::expect_message`]) and nobody but our own server may have
/// been asked for anything. A journey that fails leaves a picture in `target/journeys/`.
pub async fn journey(walk: impl AsyncFnOnce(&mut Page) -> Result) -> Result {
    let engine = Engine::from_environment()?;
    let mut page = Page::start(engine, &dist()?, Purpose::Journey).await?;
    let outcome = AssertUnwindSafe(async {
        walk(&mut page).await?;
        page.assert_local().await?;
        page.assert_quiet().await
    })
    .catch_unwind()
    .await;
    if !matches!(outcome, Ok(Ok(()))) {
        explain(&mut page).await;
    }
    let closed = page.close().await;
    match outcome {
        Err(panic) => resume_unwind(panic),
        Ok(result) => result.and(closed),
    }
}

/// What helps to understand a failure, as far as the browser still answers.
async fn explain(page: &mut Page) {
    if let Ok(said) = page.console().await {
        eprintln!("console of {}: {said:#?}", page.engine());
    }
    let Ok(picture) = page.driver().screenshot_as_png().await else {
        return;
    };
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("journey").replace("::", "-");
    let folder = target().join("journeys");
    let file = folder.join(format!("{name}-{}.png", page.engine()));
    if std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&file, picture))
        .is_ok()
    {
        eprintln!("picture: {}", file.display());
    }
}

/// The folder for what is made here and not kept. Cargo says where the package is when it runs us.
pub fn target() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR");
    let here = here.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.join("../target")
}
