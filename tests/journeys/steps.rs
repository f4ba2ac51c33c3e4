//! Steps that several journeys take.

use anyhow::{Context as _, ensure};
use muctieu_journeys::browser::Purpose;
use muctieu_journeys::wait::until;
use muctieu_journeys::{Engine, Key, Page, Result, journey};
use serde_json::json;

/// The target of the state budget: the row that most journeys look at.
pub const REVENUE: &str = "budget-revenue";
/// Its main lever.
pub const PACE: &str = "pace:budget-revenue";

/// A slider.
pub fn lever(id: &str) -> String {
    format!("[data-lever=\"{id}\"]")
}

/// Its numeric twin.
pub fn twin(id: &str) -> String {
    format!("[data-lever-value=\"{id}\"]")
}

/// What an indicator's element says in `data-<name>` as a number; nothing where it is empty.
pub async fn number(page: &Page, indicator: &str, name: &str) -> Result<Option<f64>> {
    let text = page.data(indicator, name).await?;
    if text.is_empty() {
        return Ok(None);
    }
    let value = text
        .parse()
        .with_context(|| format!("data-{name} of {indicator} is “{text}”"))?;
    Ok(Some(value))
}

/// A number that must be there.
pub async fn known(page: &Page, indicator: &str, name: &str) -> Result<f64> {
    number(page, indicator, name)
        .await?
        .with_context(|| format!("{indicator} has no {name}"))
}

/// Waits until an indicator's number fits.
pub async fn until_number(
    page: &Page,
    indicator: &str,
    name: &str,
    what: &str,
    fits: impl Fn(f64) -> bool,
) -> Result {
    until(&format!("{name} of {indicator} {what}"), async || {
        Ok(number(page, indicator, name).await?.is_some_and(&fits))
    })
    .await
}

/// Waits until an element's text fits.
pub async fn until_text(page: &Page, css: &str, what: &str, fits: impl Fn(&str) -> bool) -> Result {
    until(&format!("{css} {what}"), async || {
        let text = page
            .script::<Option<String>>(
                "const e = document.querySelector(arguments[0]); return e && (e.tagName === 'SELECT' ? e.textContent : e.innerText)",
                &[json!(css)],
            )
            .await?;
        Ok(text.is_some_and(|text| fits(&text)))
    })
    .await
}

/// Waits until the document's text has this part.
pub async fn until_said(page: &Page, part: &str) -> Result {
    until_text(page, "body", &format!("says “{part}”"), |text| {
        text.contains(part)
    })
    .await
}

/// Waits until an element's attribute has this value.
pub async fn until_attribute(page: &Page, css: &str, name: &str, value: &str) -> Result {
    until(&format!("{name} of {css} is {value}"), async || {
        Ok(page.attribute(css, name).await?.as_deref() == Some(value))
    })
    .await
}

/// Waits until there are so many elements of a kind. They are counted in the page: one that goes while the driver makes a
/// handle of it is an error there.
pub async fn until_count(page: &Page, css: &str, count: usize) -> Result {
    until(&format!("there are {count} of {css}"), async || {
        let script = "return document.querySelectorAll(arguments[0]).length";
        Ok(page.script::<usize>(script, &[json!(css)]).await? == count)
    })
    .await
}

/// Clicks what a style path finds, once it is on the screen.
pub async fn click(page: &Page, css: &str) -> Result {
    let element = page.find(css).await?;
    element.scroll_into_view().await?;
    Ok(element.click().await?)
}

/// Waits until the whole simulation has come from the worker: until then the finding counts the targets as if they were
/// independent, or by a quick look.
pub async fn until_simulated(page: &Page) -> Result {
    until_attribute(page, "[data-joint]", "data-samples", "100000").await
}

/// Makes a scenario from the overview.
pub async fn begin_scenario(page: &Page) -> Result {
    page.open("#/").await?;
    page.click("button", "Thử kịch bản").await?;
    page.find(&lever(PACE)).await?;
    Ok(())
}

/// Moves the as-of date by its field.
pub async fn set_as_of(page: &Page, date: &str) -> Result {
    page.type_into("[data-as-of=\"date\"]", date).await?;
    page.press(&[], Key::Enter).await?;
    page.press(&[], Key::Tab).await
}

/// Types a lever's position into its numeric twin.
pub async fn type_lever(page: &Page, id: &str, text: &str) -> Result {
    page.type_into(&twin(id), text).await?;
    page.press(&[], Key::Tab).await
}

/// Enters a figure on its target's page and waits until it is in the table.
pub async fn enter_figure(page: &Page, indicator: &str, date: &str, value: &str) -> Result {
    page.open(&format!("#/chi-tieu/{indicator}")).await?;
    let editor = format!("[data-figures-of=\"{indicator}\"]");
    let before = page.all(&format!("{editor} [data-figure]")).await?.len();
    page.type_into(&format!("{editor} [data-field=\"date\"]"), date)
        .await?;
    page.type_into(&format!("{editor} [data-field=\"value\"]"), value)
        .await?;
    click(page, &format!("{editor} [data-action=\"save\"]")).await?;
    until_count(page, &format!("{editor} [data-figure]"), before + 1).await
}

/// The figure that [`enter_figure`] has put on the page for this day.
pub async fn has_figure(page: &Page, indicator: &str, day: &str) -> Result<bool> {
    let css = format!("[data-figures-of=\"{indicator}\"] [data-figure][data-date=\"{day}\"]");
    Ok(!page.all(&css).await?.is_empty())
}

/// Undoes by the button in the head of the page.
pub async fn undo(page: &Page) -> Result {
    click(page, "[data-action=\"undo\"]").await
}

/// Opens another workspace on the screen of the figures.
pub async fn switch_workspace(page: &Page, id: &str) -> Result {
    page.open("#/so-lieu").await?;
    let button = format!("[data-action=\"switch-workspace\"][data-workspace=\"{id}\"]");
    click(page, &button).await?;
    until_attribute(page, &button, "aria-pressed", "true").await
}

/// What an element shows fits; an immediate check, with the text in the message.
pub async fn assert_text(page: &Page, css: &str, part: &str) -> Result {
    let text = page.text(css).await?;
    ensure!(text.contains(part), "{css} says “{text}” and not “{part}”");
    Ok(())
}

/// Starts the same page, but it names no such worker. The folder is to be kept for as long as the page is open.
pub async fn start_without(worker: &str) -> Result<(Page, tempfile::TempDir)> {
    start_changed(|folder| {
        let file = folder.join("index.html");
        let html = std::fs::read_to_string(&file)?;
        ensure!(html.contains(worker), "the page names no {worker}");
        Ok(std::fs::write(&file, html.replace(worker, "no-worker"))?)
    })
    .await
}

/// Starts the page from a copy of its files with something changed in them.
pub async fn start_changed(
    change: impl FnOnce(&std::path::Path) -> Result,
) -> Result<(Page, tempfile::TempDir)> {
    let folder = tempfile::tempdir()?;
    copy(&journey::dist()?, folder.path())?;
    change(folder.path())?;
    let engine = Engine::from_environment()?;
    let page = Page::start(engine, folder.path(), Purpose::Journey).await?;
    Ok((page, folder))
}

/// Copies a folder with what is in it.
fn copy(from: &std::path::Path, to: &std::path::Path) -> Result {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Moves a lever through its range without letting it go; answers how far anything that is watched has travelled
/// meanwhile, in px: of each kind the topmost. Less than one is the engine's rounding; a line of text is twenty.
pub async fn wave(page: &Page, id: &str, watched: &[&str]) -> Result<f64> {
    const WAVE: &str = "const [css, watched, done] = arguments;
        const lever = document.querySelector(css);
        lever.scrollIntoView({ block: 'center', behavior: 'instant' });
        const low = Number(lever.min), high = Number(lever.max);
        const top = kind => Math.min(...[...document.querySelectorAll(kind)].map(element => element.getBoundingClientRect().top));
        const tops = () => watched.map(top);
        const painted = () => new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)));
        // A window that is still taking its size, a screen that is still coming: they come to rest first.
        const rest = async () => {
            let last = tops();
            for (let still = 0; still < 8;) {
                await painted();
                const now = tops();
                still = String(now) === String(last) ? still + 1 : 0;
                last = now;
            }
            return last;
        };
        (async () => {
            const seen = [await rest()];
            for (const part of [0.55, 0.6, 0.7, 1, 0.4, 0.2, 0, 0.55]) {
                lever.value = low + (high - low) * part;
                lever.dispatchEvent(new Event('input', { bubbles: true }));
                await painted();
                seen.push(tops());
            }
            done(Math.max(...watched.map((_, kind) => {
                const own = seen.map(tops => tops[kind]);
                return Math.max(...own) - Math.min(...own);
            })));
        })();";
    Ok(page
        .driver()
        .execute_async(WAVE, vec![json!(lever(id)), json!(watched)])
        .await?
        .convert()?)
}
