//! `cargo xtask shots`: a picture of every screen in every size, theme and language, in `target/shots/`.

#![allow(clippy::print_stdout, reason = "it says what it has made")]

use std::path::Path;

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lexopt::prelude::*;
use muctieu_journeys::browser::Purpose;
use muctieu_journeys::{Engine, Page, Result, journey, settings};
use serde_json::json;

/// Screens by name and route. A new screen is a new line.
const SCREENS: &[(&str, &str)] = &[
    ("overview", "#/"),
    ("indicator-revenue", "#/chi-tieu/budget-revenue"),
    ("indicator-growth", "#/chi-tieu/grdp-growth"),
    ("scenario", "#/kich-ban"),
    ("figures", "#/so-lieu"),
    ("text", "#/nghi-quyet"),
    ("help", "#/tro-giup"),
];

/// Sizes by name, width and height: a desk, the wall of a meeting room, a phone.
const SIZES: &[(&str, u32, u32)] = &[
    ("desk", 1280, 800),
    ("wall", 1920, 1080),
    ("phone", 390, 844),
];
const THEMES: &[&str] = &["light", "dark"];
const LANGUAGES: &[&str] = &["vi", "en"];

struct Options {
    engine: Engine,
    /// Only screens whose name begins like this.
    screen: String,
    /// The whole height of the page instead of a window of it.
    full: bool,
}

fn options() -> Result<Options> {
    let mut options = Options {
        engine: Engine::Chromium,
        screen: String::new(),
        full: false,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("engine") => options.engine = parser.value()?.to_string_lossy().parse()?,
            Long("screen") => options.screen = parser.value()?.to_string_lossy().into_owned(),
            Long("full") => options.full = true,
            other => return Err(other.unexpected().into()),
        }
    }
    if !SCREENS
        .iter()
        .any(|(name, _)| name.starts_with(&options.screen))
    {
        let names: Vec<_> = SCREENS.iter().map(|(name, _)| *name).collect();
        bail!(
            "there is no screen “{}”: {}",
            options.screen,
            names.join(", ")
        );
    }
    Ok(options)
}

#[tokio::main]
async fn main() -> Result {
    let options = options()?;
    let folder = journey::target().join("shots");
    std::fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    let page = Page::start(options.engine, &journey::dist()?, Purpose::Measure).await?;
    let mut count = 0;
    for theme in THEMES {
        for language in LANGUAGES {
            for (size, width, height) in SIZES {
                page.resize(*width, *height, 1.0).await?;
                for (screen, route) in SCREENS
                    .iter()
                    .filter(|(name, _)| name.starts_with(&options.screen))
                {
                    let name = format!("{screen}-{size}-{theme}-{language}.png");
                    show(&page, theme, language, route)
                        .await
                        .with_context(|| name.clone())?;
                    picture(&page, &folder.join(&name), options.full)
                        .await
                        .with_context(|| name.clone())?;
                    count += 1;
                }
            }
            println!("{theme}, {language}: done");
        }
    }
    page.close().await?;
    println!("{count} pictures in {}", folder.display());
    Ok(())
}

/// Opens a screen as someone finds it who chose this theme and language on an earlier day.
async fn show(page: &Page, theme: &str, language: &str, route: &str) -> Result {
    page.blank().await?;
    page.store(settings::KEY, &settings::stored(language, theme))
        .await?;
    page.open(route).await?;
    // Fonts are there, and what was drawn with others is drawn anew.
    let script = "const done = arguments[0];
        document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(null))));";
    page.driver().execute_async(script, Vec::new()).await?;
    Ok(())
}

async fn picture(page: &Page, file: &Path, full: bool) -> Result {
    let bytes = if page.engine() == Engine::Chromium {
        let options = json!({ "format": "png", "captureBeyondViewport": full });
        let answer = page
            .driver()
            .cdp()
            .send_raw("Page.captureScreenshot", options)
            .await?;
        BASE64_STANDARD.decode(
            answer["data"]
                .as_str()
                .context("Chromium took no picture")?,
        )?
    } else {
        page.driver().screenshot_as_png().await?
    };
    std::fs::write(file, bytes)?;
    Ok(())
}
