//! Someone tells what moves the targets: a driver, a link, a formula; nothing is guessed, and all can be undone.

use anyhow::ensure;
use muctieu_journeys::{Page, Result, journey};
use thirtyfour::components::SelectElement;

use crate::share::{VISIT, copied, fragment, other};
use crate::steps::{
    REVENUE, assert_text, begin_scenario, click, known, lever, type_lever, undo, until_attribute,
    until_count, until_number, until_text,
};

/// The driver that the journeys add, and what its name is made into.
const TITLE: &str = "Giải ngân đầu tư công";
const DRIVER: &str = "giai-ngan-dau-tu-cong";

/// The button of a message that takes back what it tells of.
const UNDO_NOTICE: &str = "[data-action=\"undo-notice\"]";

/// Opens the room of drivers and links.
async fn open_room(page: &Page) -> Result {
    page.open("#/kich-ban").await?;
    click(page, "[data-room=\"drivers\"]").await?;
    page.find("[data-drivers]").await?;
    Ok(())
}

async fn choose(page: &Page, css: &str, value: &str) -> Result {
    let select = SelectElement::new(&page.find(css).await?).await?;
    Ok(select.select_by_value(value).await?)
}

async fn fill(page: &Page, form: &str, field: &str, text: &str) -> Result {
    let field = format!("{form} [data-field=\"{field}\"]");
    page.find(&field).await?.scroll_into_view().await?;
    page.type_into(&field, text).await
}

/// Adds a driver with a base.
async fn add_driver(page: &Page) -> Result {
    let form = "[data-driver-form]";
    click(page, "[data-action=\"add-driver\"]").await?;
    for (field, text) in [
        ("title", TITLE),
        ("unit", "tỷ đồng"),
        ("base", "2000"),
        ("source", "thử"),
    ] {
        fill(page, form, field, text).await?;
    }
    click(page, "[data-driver-form] [data-action=\"save\"]").await?;
    page.find(&format!("[data-driver=\"{DRIVER}\"]")).await?;
    Ok(())
}

/// Fills the form of a new link and asks to save it.
async fn try_link(page: &Page, from: &str, to: &str, coefficient: &str) -> Result {
    let form = "[data-link-form]";
    if page.all(form).await?.is_empty() {
        click(page, "[data-action=\"add-link\"]").await?;
    }
    choose(page, "[data-link-form] [data-field=\"from\"]", from).await?;
    choose(page, "[data-link-form] [data-field=\"to\"]", to).await?;
    fill(page, form, "coefficient", coefficient).await?;
    fill(page, form, "source", "thử").await?;
    click(page, "[data-link-form] [data-action=\"save\"]").await
}

/// Moves the driver, linked by a tenth to the revenue, and waits until its link tells so.
async fn move_driver(page: &Page) -> Result {
    let id = format!("driver:{DRIVER}");
    page.find(&lever(&id)).await?;
    type_lever(page, &id, "2500").await?;
    // Half a thousand more, by a tenth of one each.
    let link = format!("[data-link=\"{DRIVER}:{REVENUE}\"]");
    until_text(page, &link, "tells it", |text| text.contains("+50")).await
}

#[tokio::test]
async fn a_driver_is_added_linked_and_moved_and_the_target_follows() -> Result {
    journey(async |page| {
        begin_scenario(page).await?;
        let base = known(page, REVENUE, "projected").await?;
        open_room(page).await?;
        add_driver(page).await?;
        try_link(page, DRIVER, REVENUE, "0,1").await?;
        page.find(&format!("[data-link=\"{DRIVER}:{REVENUE}\"]"))
            .await?;
        // A message offers to undo the newest change alone: its button knows no other. Looked at without waiting, as
        // messages go by themselves.
        let offers = page.all(UNDO_NOTICE).await?.len();
        ensure!(offers == 1, "{offers} messages offer to undo");
        move_driver(page).await?;
        let offers = page.all(UNDO_NOTICE).await?.len();
        ensure!(
            offers == 0,
            "{offers} messages offer to undo another change"
        );
        page.find(&format!("[data-node=\"{DRIVER}\"][data-touched]"))
            .await?;
        page.assert_accessible("the room of drivers").await?;
        page.open("#/chi-tieu/budget-revenue").await?;
        until_number(page, REVENUE, "projected", "follows", |now| {
            (now - base - 50.0).abs() < 1e-6
        })
        .await?;
        assert_text(page, "[data-moved-by]", "+50").await?;

        undo(page).await?;
        until_number(page, REVENUE, "projected", "is back", |now| {
            (now - base).abs() < 1e-9
        })
        .await?;
        undo(page).await?;
        undo(page).await?;
        open_room(page).await?;
        until_count(page, "[data-link]", 0).await?;
        until_count(page, "[data-driver]", 3).await
    })
    .await
}

#[tokio::test]
async fn a_scenario_on_a_driver_of_ones_own_opens_elsewhere() -> Result {
    journey(async |page| {
        begin_scenario(page).await?;
        open_room(page).await?;
        add_driver(page).await?;
        try_link(page, DRIVER, REVENUE, "0,1").await?;
        move_driver(page).await?;
        page.open("#/").await?;
        let sent = known(page, REVENUE, "projected").await?;
        click(page, "[data-action=\"share\"]").await?;
        // The reader is told why the figures go along.
        assert_text(page, "#share-carry-hint", TITLE).await?;
        click(page, "[data-action=\"close-dialog\"]").await?;
        until_count(page, "dialog[open]", 0).await?;
        let link = copied(page, false).await?;

        let reader = other(page).await?;
        reader.open(fragment(&link)?).await?;
        reader.find(VISIT).await?;
        until_number(&reader, REVENUE, "projected", "is the sender's", |now| {
            (now - sent).abs() < 1e-9
        })
        .await?;
        reader.assert_quiet().await?;
        reader.close().await
    })
    .await
}

#[tokio::test]
async fn a_cycle_is_refused_by_its_names_and_changes_nothing() -> Result {
    journey(async |page| {
        open_room(page).await?;
        try_link(page, "grdp-growth", REVENUE, "20").await?;
        until_count(page, "[data-link]", 1).await?;
        try_link(page, REVENUE, "grdp-growth", "0,01").await?;
        until_text(
            page,
            "[data-link-form] [data-refused]",
            "names the way",
            |text| text.matches('→').count() == 2 && text.contains("GRDP"),
        )
        .await?;
        until_count(page, "[data-link]", 1).await
    })
    .await
}

#[tokio::test]
async fn grdp_per_head_from_what_is_typed_is_what_hand_arithmetic_gives() -> Result {
    journey(async |page| {
        let target = "grdp-per-capita";
        open_room(page).await?;
        let last_year = "[data-missing=\"base:grdp-last-year\"]";
        fill(page, last_year, "base", "nhiều").await?;
        click(page, &format!("{last_year} [data-action=\"save\"]")).await?;
        until_text(page, last_year, "refuses it", |text| {
            text.contains("không phải là số")
        })
        .await?;
        // What could be two numbers is asked.
        fill(page, last_year, "base", "16.000").await?;
        click(page, &format!("{last_year} [data-action=\"save\"]")).await?;
        click(page, &format!("{last_year} [data-choice=\"thousands\"]")).await?;
        click(page, &format!("{last_year} [data-action=\"save\"]")).await?;
        until_count(page, last_year, 0).await?;
        for (driver, text) in [("price-change", "2,5"), ("population", "325000")] {
            let form = format!("[data-missing=\"base:{driver}\"]");
            fill(page, &form, "base", text).await?;
            click(page, &format!("{form} [data-action=\"save\"]")).await?;
            until_count(page, &form, 0).await?;
        }
        until_text(page, "[data-derived]", "shows its numbers", |text| {
            text.contains("16.000 tỷ đồng × (1 + 6,84%)") && text.contains("325.000 người")
        })
        .await?;
        page.open(&format!("#/chi-tieu/{target}")).await?;
        let by_hand = 16_000e3 * 1.0684 * 1.025 / 325_000.0;
        let told = known(page, target, "projected").await?;
        ensure!((told - by_hand).abs() < 1e-9, "{told} and not {by_hand}");
        undo(page).await?;
        undo(page).await?;
        undo(page).await?;
        until_attribute(
            page,
            "[data-indicator=\"grdp-per-capita\"]",
            "data-projected",
            "",
        )
        .await
    })
    .await
}

#[tokio::test]
async fn a_formula_is_checked_as_it_is_typed() -> Result {
    journey(async |page| {
        open_room(page).await?;
        click(page, "[data-derived] [data-action=\"edit\"]").await?;
        let form = "[data-formula-form]";
        for (text, why) in [
            ("[grdp-last-year] +", "thiếu một giá trị"),
            ("[grdp-last-year] + [population]", "đơn vị"),
            ("[no-such-thing]", "no-such-thing"),
        ] {
            fill(page, form, "formula", text).await?;
            until_text(page, "[data-formula-form] [data-checked]", why, |said| {
                said.contains(why)
            })
            .await?;
        }
        click(page, "[data-formula-form] [data-action=\"save\"]").await?;
        until_text(
            page,
            "[data-formula-form] [data-refused]",
            "refuses",
            |text| text.contains("no-such-thing"),
        )
        .await?;
        click(page, "[data-formula-form] [data-action=\"cancel\"]").await?;
        assert_text(page, "[data-derived]", "÷").await
    })
    .await
}
