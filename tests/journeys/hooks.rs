//! Steps that several journeys take, in the words of the page's hooks.

use anyhow::ensure;
use muctieu_journeys::{Page, Result};
use serde_json::{Value, json};

/// The attributes that every indicator's element carries.
const HOOKS: &str =
    "['status', 'actual', 'projected', 'low', 'high', 'probability', 'required-pace']";

/// Waits until `data-<name>` of an indicator says this.
pub async fn until_says(page: &Page, indicator: &str, name: &str, value: &str) -> Result {
    page.until_script(
        &format!("data-{name} of {indicator} is “{value}”"),
        &format!(
            "const e = document.querySelector('[data-indicator=\"{indicator}\"]');
            return e !== null && e.getAttribute('data-{name}') === {}",
            json!(value)
        ),
    )
    .await
}

/// Waits until the number in `data-<name>` of an indicator is this one, give or take.
pub async fn until_near(
    page: &Page,
    indicator: &str,
    name: &str,
    value: f64,
    tolerance: f64,
) -> Result {
    page.until_script(
        &format!("data-{name} of {indicator} is about {value}"),
        &format!(
            "const e = document.querySelector('[data-indicator=\"{indicator}\"]');
            const text = e && e.getAttribute('data-{name}');
            return Boolean(text) && Math.abs(Number(text) - {value}) <= {tolerance}"
        ),
    )
    .await
}

/// What all indicators on the screen say in their attributes, in the order of the screen.
pub async fn all_said(page: &Page) -> Result<Value> {
    page.script(
        &format!(
            "return [...document.querySelectorAll('[data-indicator]')].map(e =>
                [e.dataset.indicator, ...{HOOKS}.map(name => e.getAttribute('data-' + name))])"
        ),
        &[],
    )
    .await
}

/// The identifiers of the indicators on the screen, in its order.
pub async fn listed(page: &Page) -> Result<Vec<String>> {
    page.script(
        "return [...document.querySelectorAll('[data-indicator]')].map(e => e.dataset.indicator)",
        &[],
    )
    .await
}

/// Waits until nothing on the page is fading or moving: colours between two themes are nobody's choice.
pub async fn until_still(page: &Page) -> Result {
    page.until_script(
        "nothing moves",
        "return document.getAnimations().every(a => a.playState !== 'running')",
    )
    .await
}

/// The screen as it stands is accessible in the light theme and in the dark one; it is left in the light one.
pub async fn assert_accessible_in_both_themes(page: &Page, what: &str) -> Result {
    for theme in ["light", "dark", "light"] {
        wear(page, theme).await?;
        if theme == "dark" {
            page.assert_accessible(&format!("{what} in the dark theme"))
                .await?;
        }
    }
    page.assert_accessible(&format!("{what} in the light theme"))
        .await
}

/// Presses the theme's button until the page wears a theme by the user's choice and not the system's.
async fn wear(page: &Page, theme: &str) -> Result {
    let words = if theme == "dark" {
        "Giao diện tối"
    } else {
        "Giao diện sáng"
    };
    for _ in 0..3 {
        let label = page.attribute("[data-action=theme]", "aria-label").await?;
        if label
            .as_deref()
            .is_some_and(|label| label.starts_with(words))
        {
            page.until_script(
                "the page wears the theme",
                &format!("return document.documentElement.dataset.theme === '{theme}'"),
            )
            .await?;
            return until_still(page).await;
        }
        page.find("[data-action=theme]").await?.click().await?;
    }
    anyhow::bail!("the theme's button never says “{words}”")
}

/// These words stand in that text.
pub fn assert_holds(text: &str, words: &str) -> Result {
    ensure!(text.contains(words), "“{words}” is missing in:\n{text}");
    Ok(())
}
