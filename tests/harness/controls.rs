//! What hands do: keys, typing, sliders; and finding controls as a screen reader announces them.

use anyhow::{Context as _, ensure};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::action_chain::ActionChain;
use thirtyfour::{Key, WebElement};

use crate::wait::{find, until};
use crate::{Page, Result};

impl Page {
    /// The element that a screen reader announces with this role and name: `page.by_role("button", "Lưu")`.
    ///
    /// The same accessible-name algorithm in all engines: axe-core's.
    pub async fn by_role(&self, role: &str, name: &str) -> Result<WebElement> {
        self.load_axe().await?;
        let script = "
            const [role, name] = arguments;
            axe.setup(document.body);
            try {
                const clean = text => text.replace(/\\s+/g, ' ').trim();
                for (const node of axe.utils.querySelectorAll(axe._tree, '*')) {
                    const element = node.actualNode;
                    if (axe.commons.aria.getRole(node) === role && axe.commons.dom.isVisibleToScreenReaders(node)
                        && clean(axe.commons.text.accessibleTextVirtual(node)) === name) return element;
                }
                return null;
            } finally { axe.teardown(); }";
        find(
            &format!("there is a {role} named “{name}”"),
            async || {
                let found = self
                    .driver()
                    .execute(script, vec![json!(role), json!(name)])
                    .await?;
                Ok(if found.json().is_null() {
                    None
                } else {
                    Some(found.element()?)
                })
            },
        )
        .await
    }

    /// Clicks the control with this role and name.
    pub async fn click(&self, role: &str, name: &str) -> Result {
        let control = self.by_role(role, name).await?;
        // WebKit's driver does not find its way to what is far down a long page. What comes into view on the way is
        // laid out only then: until that is done the control still moves, and a click goes where it was.
        let mut before = None;
        until("the control stays where it is", async || {
            control.scroll_into_view().await?;
            let place = "const {x, y} = arguments[0].getBoundingClientRect(); return [x, y]";
            let now: [f64; 2] = self.script(place, &[control.to_json()?]).await?;
            Ok(before.replace(now) == Some(now))
        })
        .await?;
        Ok(control.click().await?)
    }

    /// Actions without pauses; thirtyfour's own wait a quarter of a second for a pointer that does not move.
    fn chain(&self) -> ActionChain {
        self.driver()
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO))
    }

    /// Presses a key, with modifiers held: `page.press(&[Key::Control], "z")`.
    pub async fn press(&self, held: &[Key], key: impl Into<KeyOrText>) -> Result {
        let mut chain = self.chain();
        for modifier in held {
            chain = chain.key_down(modifier.clone());
        }
        let KeyOrText(key) = key.into();
        chain = chain.key_down(key).key_up(key);
        for modifier in held.iter().rev() {
            chain = chain.key_up(modifier.clone());
        }
        Ok(chain.perform().await?)
    }

    /// Presses a key on an element, which takes the focus.
    pub async fn press_on(&self, css: &str, key: Key) -> Result {
        // In WebKit's driven window keys that are sent to nobody are heard by form fields alone.
        Ok(self.find(css).await?.send_keys(key).await?)
    }

    /// Presses Tab until this element has the focus; fails when the keyboard cannot reach it.
    pub async fn tab_to(&self, css: &str) -> Result<WebElement> {
        let here = format!(
            "return document.activeElement !== null && document.activeElement.matches({})",
            json!(css)
        );
        for _ in 0..400 {
            if self.script::<bool>(&here, &[]).await? {
                return Ok(self.driver().active_element().await?);
            }
            self.press(&[], Key::Tab).await?;
        }
        anyhow::bail!("the Tab key does not reach {css}")
    }

    /// Replaces what stands in a field by typing.
    pub async fn type_into(&self, css: &str, text: &str) -> Result {
        let field = self.find(css).await?;
        field.scroll_into_view().await?;
        field.click().await?;
        let hit = "return document.activeElement === arguments[0]";
        ensure!(
            self.script::<bool>(hit, &[field.to_json()?]).await?,
            "the click on {css} has missed: the page moved under it"
        );
        self.press(&[Key::Control], 'a').await?;
        self.press(&[], Key::Delete).await?;
        // WebKit's driver refuses to type nothing.
        if text.is_empty() {
            return Ok(());
        }
        Ok(field.send_keys(text).await?)
    }

    /// Moves a slider by this many presses of an arrow key.
    pub async fn nudge(&self, css: &str, steps: i32) -> Result {
        let slider = self.find(css).await?;
        slider.focus().await?;
        let key = if steps < 0 { Key::Left } else { Key::Right };
        let mut chain = self.chain();
        for _ in 0..steps.unsigned_abs() {
            chain = chain.key_down(key.clone()).key_up(key.clone());
        }
        Ok(chain.perform().await?)
    }

    /// Moves a slider to a value by the keyboard, from whichever end is nearer.
    pub async fn slide(&self, css: &str, value: f64) -> Result {
        let slider = self.find(css).await?;
        slider.focus().await?;
        let numbers = "const e = arguments[0]; return [+e.min, +e.max, +e.step || 1, +e.value]";
        let [low, high, step, now]: [f64; 4] = self.script(numbers, &[slider.to_json()?]).await?;
        ensure!(
            (low..=high).contains(&value),
            "{value} is not between {low} and {high}"
        );
        let steps = |from: f64| ((value - from) / step).round();
        let (from, key) = [(low, Some(Key::Home)), (high, Some(Key::End)), (now, None)]
            .into_iter()
            .min_by(|(a, _), (b, _)| steps(*a).abs().total_cmp(&steps(*b).abs()))
            .context("there are three ways")?;
        if let Some(key) = key {
            self.press(&[], key).await?;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a slider has fewer positions"
        )]
        self.nudge(css, steps(from) as i32).await?;
        let reached = slider
            .value()
            .await?
            .and_then(|value| value.parse::<f64>().ok());
        ensure!(
            reached.is_some_and(|reached| (reached - value).abs() <= step / 2.0),
            "the slider {css} stands at {reached:?} and not at {value}"
        );
        Ok(())
    }

    /// Puts a file into a file field, hidden or not.
    pub async fn upload(&self, css: &str, file: &std::path::Path) -> Result {
        let field = self.find(css).await?;
        Ok(field.send_keys(file.to_string_lossy().into_owned()).await?)
    }

    /// Moves a slider as a finger does, by input events alone: many positions in one frame each.
    pub async fn sweep(&self, css: &str, positions: &[f64]) -> Result {
        let script = "
            const [element, positions, done] = arguments;
            const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
            let at = 0;
            const next = () => {
                if (at === positions.length) return done(null);
                set.call(element, String(positions[at++]));
                element.dispatchEvent(new Event('input', { bubbles: true }));
                requestAnimationFrame(next);
            };
            next();";
        let element = self.find(css).await?;
        self.driver()
            .execute_async(script, vec![element.to_json()?, json!(positions)])
            .await?
            .convert::<Value>()?;
        Ok(())
    }
}

/// A named key or a character.
pub struct KeyOrText(char);

impl From<Key> for KeyOrText {
    fn from(key: Key) -> Self {
        Self(key.value())
    }
}

impl From<char> for KeyOrText {
    fn from(key: char) -> Self {
        Self(key)
    }
}
