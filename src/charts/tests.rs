//! The component in a real browser.

#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};

use jiff::civil::{Date, date};
use leptos::mount::mount_to;
use leptos::prelude::*;
use muctieu_chart::scene::Ink;
use muctieu_chart::target_chart::{Fan, Figure, Names, Reading, TargetChart, TargetLine, Year};
use muctieu_chart::time::Period;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlCanvasElement, HtmlElement, KeyboardEvent};

use super::{ChartTable, Readout, ReadoutRow, TargetChartView};
use crate::dom::view;

wasm_bindgen_test_configure!(run_in_browser);

/// A flow in September.
pub fn chart(target: f64) -> TargetChart {
    let start = date(2023, 12, 31);
    let (march, june) = (date(2024, 3, 31), date(2024, 6, 30));
    let (september, end) = (date(2024, 9, 30), date(2024, 12, 31));
    let figure = |date, value| Figure {
        date,
        value,
        provisional: false,
    };
    let empty = TargetChart::empty(
        date(2024, 1, 1),
        end,
        Arc::new(|value, decimals| format!("{value:.decimals$}")),
        Arc::new(|date: Date, period| match period {
            Period::Month => format!("T{}", date.month()),
            _ => format!("Q{}", (date.month() + 2) / 3),
        }),
    );
    TargetChart {
        unit: "ha".to_owned(),
        from_zero: true,
        actuals: vec![
            figure(start, 0.0),
            figure(march, 240.0),
            figure(june, 1600.0),
            figure(september, 2750.0),
        ],
        expected: vec![(start, 0.0), (end, target)],
        projection: vec![
            Fan::certain(september, 2750.0),
            Fan {
                date: end,
                p2_5: 3100.0,
                p10: 3300.0,
                p50: 3600.0,
                p90: 3900.0,
                p97_5: 4200.0,
            },
        ],
        target: Some(TargetLine {
            value: target,
            high: None,
            words: "3.500 ha trở lên".to_owned(),
        }),
        history: vec![Year {
            label: "2023".to_owned(),
            points: vec![(start, 0.0), (end, 3450.0)],
        }],
        as_of: september,
        as_of_words: "Tính đến 30/9".to_owned(),
        names: Names {
            actual: "Thực hiện".to_owned(),
            later: "Thực tế".to_owned(),
            expected: "Kế hoạch".to_owned(),
            projection: "Dự báo".to_owned(),
            assumed: String::new(),
            scenario: "Kịch bản".to_owned(),
        },
        ..empty
    }
}

fn words(chart: &TargetChart, reading: &Reading) -> Readout {
    let row = |ink, name: &str, value: Option<f64>| {
        value.map(|value| ReadoutRow {
            ink,
            name: name.to_owned(),
            value: chart.value_words(value),
        })
    };
    Readout {
        title: reading.date.to_string(),
        rows: [
            row(Ink::Actual, "Thực hiện", reading.actual),
            row(
                Ink::Projection,
                "Dự báo",
                reading.projection.map(|fan| fan.p50),
            ),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

fn document() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

/// A chart in a box of 600 × 300 CSS pixels, and what its page hears.
struct Page {
    root: HtmlElement,
    set: WriteSignal<Arc<TargetChart>>,
    theme: WriteSignal<u32>,
    hold: WriteSignal<bool>,
    /// The highest value of the axis, each time that it was told.
    axis: Arc<Mutex<Vec<f64>>>,
    heard: Arc<Mutex<Vec<Option<Reading>>>>,
    painted: Arc<Mutex<usize>>,
    mounted: Box<dyn std::any::Any>,
}

fn open() -> Page {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    let style = root.style();
    style.set_property("width", "600px").unwrap();
    style.set_property("--ink-actual", "#1F3A5F").unwrap();
    style.set_property("--ink-paper", "#FFFFFF").unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    if document().get_element_by_id("chart-style").is_none() {
        let sheet = document().create_element("style").unwrap();
        sheet.set_id("chart-style");
        sheet.set_text_content(Some(concat!(
            include_str!("../../style/chart.css"),
            ".chart { --chart-height: 300px; }"
        )));
        document().head().unwrap().append_child(&sheet).unwrap();
    }
    let (chart, set) = signal(Arc::new(chart(3500.0)));
    let (version, theme) = signal(0_u32);
    let (held, hold) = signal(false);
    let heard = Arc::new(Mutex::new(Vec::new()));
    let painted = Arc::new(Mutex::new(0));
    let axis = Arc::new(Mutex::new(Vec::new()));
    let (hears, paints, lies) = (Arc::clone(&heard), Arc::clone(&painted), Arc::clone(&axis));
    let mounted = mount_to(root.clone(), move || {
        let on_read = Callback::new(move |reading| hears.lock().unwrap().push(reading));
        let on_layout = Callback::new(move |(_, y): (_, muctieu_chart::scale::Scale)| {
            lies.lock().unwrap().push(y.domain().1);
        });
        let on_paint = Callback::new(move |_: (f64, f64)| *paints.lock().unwrap() += 1);
        view! {
            <TargetChartView
                chart=chart
                label="Trồng rừng"
                summary="Trồng rừng vượt kế hoạch."
                readout=Arc::new(words)
                theme_version=version
                held=held
                on_read=on_read
                on_layout=on_layout
                on_paint=on_paint
            />
        }
    });
    Page {
        root,
        set,
        theme,
        hold,
        axis,
        heard,
        painted,
        mounted: Box::new(mounted),
    }
}

async fn pause(milliseconds: i32) {
    let waiting = js_sys::Promise::new(&mut |done, _| {
        let window = web_sys::window().unwrap();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds)
            .unwrap();
    });
    JsFuture::from(waiting).await.unwrap();
}

impl Page {
    fn find(&self, selector: &str) -> Element {
        self.root.query_selector(selector).unwrap().unwrap()
    }

    fn canvas(&self, which: u32) -> HtmlCanvasElement {
        let all = self.root.query_selector_all("canvas").unwrap();
        all.item(which).unwrap().unchecked_into()
    }

    fn press(&self, key: &str) {
        let options = web_sys::KeyboardEventInit::new();
        options.set_key(key);
        options.set_bubbles(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options).unwrap();
        self.find(".chart-plane").dispatch_event(&event).unwrap();
    }

    fn last_heard(&self) -> Option<Reading> {
        self.heard.lock().unwrap().last().cloned().flatten()
    }

    fn close(self) {
        drop(self.mounted);
        self.root.remove();
    }
}

/// How many pixels of a canvas are opaque in the colour of a figure's line.
fn pixels_of_figures(canvas: &HtmlCanvasElement) -> usize {
    let context: web_sys::CanvasRenderingContext2d =
        canvas.get_context("2d").unwrap().unwrap().unchecked_into();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    let data = context
        .get_image_data(0.0, 0.0, width, height)
        .unwrap()
        .data();
    data.chunks(4)
        .filter(|pixel| *pixel == [31, 58, 95, 255])
        .count()
}

fn set_ratio(ratio: f64) {
    let descriptor = js_sys::Object::new();
    js_sys::Reflect::set(&descriptor, &"value".into(), &JsValue::from_f64(ratio)).unwrap();
    js_sys::Reflect::set(&descriptor, &"configurable".into(), &true.into()).unwrap();
    let window = web_sys::window().unwrap();
    js_sys::Object::define_property(&window, &"devicePixelRatio".into(), &descriptor);
}

#[wasm_bindgen_test]
async fn both_layers_are_drawn_in_the_colours_of_the_page() {
    let page = open();
    pause(120).await;
    assert!(pixels_of_figures(&page.canvas(1)) > 200);
    assert_eq!(
        pixels_of_figures(&page.canvas(0)),
        0,
        "figures belong to the live layer"
    );
    page.close();
}

#[wasm_bindgen_test]
async fn the_store_has_the_pixels_of_the_screen() {
    // A browser's own count of device pixels knows nothing of a ratio put on by a test, so that at
    // ratios other than its own the computed size is what is seen.
    let own = web_sys::window().unwrap().device_pixel_ratio();
    for ratio in [1.0, 1.5, 2.0, 3.0] {
        if (ratio - own).abs() < 1e-9 {
            continue;
        }
        set_ratio(ratio);
        let store = super::watch::store((600.0, 300.0), ratio, None);
        let ruler = std::rc::Rc::new(super::ruler::Ruler::new());
        let canvas: HtmlCanvasElement = document()
            .create_element("canvas")
            .unwrap()
            .unchecked_into();
        let mut pen = super::backend::Pen::new(canvas.clone(), ruler).unwrap();
        pen.resize((600.0, 300.0), store);
        assert!((f64::from(canvas.width()) - 600.0 * ratio).abs() < 0.1);
        assert!((f64::from(canvas.height()) - 300.0 * ratio).abs() < 0.1);
    }
    set_ratio(own);
    let page = open();
    pause(120).await;
    assert!((f64::from(page.canvas(0).width()) - 600.0 * own).abs() < 0.6);
    page.close();
}

#[wasm_bindgen_test]
async fn a_hairline_covers_whole_pixels_at_any_ratio() {
    use plotters::prelude::DrawingBackend;
    use plotters::style::{RGBAColor, ShapeStyle};
    for ratio in [1.0, 1.25, 1.5, 2.0, 3.0] {
        let canvas: HtmlCanvasElement = document()
            .create_element("canvas")
            .unwrap()
            .unchecked_into();
        let ruler = std::rc::Rc::new(super::ruler::Ruler::new());
        let mut pen = super::backend::Pen::new(canvas.clone(), ruler).unwrap();
        pen.resize(
            (100.0, 50.0),
            super::watch::store((100.0, 50.0), ratio, None),
        );
        pen.clear().unwrap();
        let ink = ShapeStyle {
            color: RGBAColor(0, 0, 0, 1.0),
            filled: false,
            stroke_width: super::backend::units(1.0).unsigned_abs(),
        };
        let at = |x, y| (super::backend::units(x), super::backend::units(y));
        pen.draw_line(at(0.0, 20.3), at(100.0, 20.3), &ink).unwrap();
        let context: web_sys::CanvasRenderingContext2d =
            canvas.get_context("2d").unwrap().unwrap().unchecked_into();
        let column = context
            .get_image_data(5.0, 0.0, 1.0, f64::from(canvas.height()))
            .unwrap()
            .data();
        let alphas: Vec<u8> = column.chunks(4).map(|pixel| pixel[3]).collect();
        let full: f64 = alphas.iter().map(|alpha| f64::from(*alpha) / 255.0).sum();
        assert!(
            (full - ratio.round()).abs() < 1e-9,
            "{full} pixels at ratio {ratio}"
        );
        assert!(
            alphas.iter().all(|alpha| *alpha == 0 || *alpha == 255),
            "blurred at ratio {ratio}"
        );
    }
}

#[wasm_bindgen_test]
async fn keys_move_the_crosshair_and_the_words_follow() {
    let page = open();
    pause(120).await;
    page.press("ArrowLeft");
    pause(60).await;
    assert_eq!(
        page.last_heard().map(|reading| reading.date),
        Some(date(2024, 8, 31))
    );
    page.press("End");
    pause(60).await;
    let plane = page.find(".chart-plane");
    assert_eq!(
        plane.get_attribute("aria-valuetext").unwrap(),
        "2024-12-31; Dự báo 3600"
    );
    assert_eq!(plane.get_attribute("aria-valuenow").unwrap(), "366");
    assert!(
        page.find(".chart-readout")
            .text_content()
            .unwrap()
            .contains("3600")
    );
    page.press("PageDown");
    page.press("PageDown");
    assert_eq!(
        page.last_heard().map(|reading| reading.date),
        Some(date(2024, 6, 30))
    );
    page.press("Escape");
    pause(60).await;
    assert!(page.last_heard().is_none());
    assert!(
        !page
            .find(".chart-readout")
            .class_list()
            .contains("chart-readout-shown")
    );
    page.close();
}

#[wasm_bindgen_test]
async fn many_changes_in_one_frame_are_one_drawing() {
    let page = open();
    pause(200).await;
    let before = *page.painted.lock().unwrap();
    for target in 0..40 {
        page.set.set(Arc::new(chart(3500.0 + f64::from(target))));
    }
    pause(100).await;
    let drawn = *page.painted.lock().unwrap() - before;
    assert!((1..=2).contains(&drawn), "{drawn} drawings");
    page.theme.set(1);
    pause(100).await;
    assert!(*page.painted.lock().unwrap() > before + drawn);
    page.close();
}

#[wasm_bindgen_test]
async fn axes_hold_still_under_a_hand_and_fit_again_when_it_lets_go() {
    let page = open();
    let axis = async |act: &dyn Fn()| {
        act();
        pause(100).await;
        *page.axis.lock().unwrap().last().unwrap()
    };
    let target = |value: f64| page.set.set(Arc::new(chart(value)));
    let small = axis(&|| ()).await;
    page.hold.set(true);
    let large = axis(&|| target(7000.0)).await;
    assert!(large > small, "{large} does not hold 7000");
    assert_eq!(axis(&|| target(3500.0)).await.to_bits(), large.to_bits());
    let fits = axis(&|| page.hold.set(false)).await;
    assert_eq!(fits.to_bits(), small.to_bits());
    page.close();
}

#[wasm_bindgen_test]
async fn a_chart_that_is_gone_is_silent() {
    let page = open();
    pause(120).await;
    let (painted, heard) = (Arc::clone(&page.painted), Arc::clone(&page.heard));
    let (set, before) = (
        page.set,
        (*painted.lock().unwrap(), heard.lock().unwrap().len()),
    );
    page.close();
    let _ = set.try_set(Arc::new(chart(4000.0)));
    pause(100).await;
    assert_eq!(
        (*painted.lock().unwrap(), heard.lock().unwrap().len()),
        before
    );
    assert_eq!(
        Arc::strong_count(&painted),
        1,
        "the component still holds its listeners"
    );
}

#[wasm_bindgen_test]
async fn drawing_takes_little_of_a_frame() {
    let page = open();
    pause(200).await;
    let clock = web_sys::window().unwrap().performance().unwrap();
    let canvas: HtmlCanvasElement = page.canvas(1);
    let ruler = std::rc::Rc::new(super::ruler::Ruler::new());
    let palette = super::palette::Palette::of(&page.find(".chart-plane"), ruler.context());
    let mut pen = super::backend::Pen::new(canvas, std::rc::Rc::clone(&ruler)).unwrap();
    pen.resize((600.0, 300.0), (600, 300));
    let chart = chart(3500.0);
    let view = muctieu_chart::target_chart::View {
        width: 600.0,
        height: 300.0,
        font: 16.0,
    };
    let mut times = Vec::new();
    for _ in 0..60 {
        let begin = clock.now();
        let measure = |words: &str, size, weight| ruler.width(words, size, weight);
        let drawing = chart.lay_out(view, &measure);
        pen.clear().unwrap();
        super::paint::paint(&mut pen, &drawing.scene.still, &palette).unwrap();
        super::paint::paint(&mut pen, &drawing.scene.live, &palette).unwrap();
        times.push(clock.now() - begin);
    }
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    leptos::logging::log!(
        "layout and both layers: {median:.2} ms median, {:.2} ms most",
        times[59]
    );
    // Unoptimised, and on whatever machine: a bound against orders of magnitude, not a benchmark.
    assert!(median < 30.0, "{median} ms");
    page.close();
}

#[wasm_bindgen_test]
async fn a_table_names_its_rows_and_columns() {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&root).unwrap();
    let mounted = mount_to(root.clone(), || {
        let head = vec!["Ngày".to_owned(), "Thực hiện".to_owned()];
        let rows = vec![vec!["30/9".to_owned(), "2750".to_owned()]];
        view! { <ChartTable caption="Số liệu" head=Signal::stored(head) rows=Signal::stored(rows) /> }
    });
    assert_eq!(
        root.query_selector_all("th[scope=col]").unwrap().length(),
        2
    );
    let row = root.query_selector("th[scope=row]").unwrap().unwrap();
    assert_eq!(row.text_content().unwrap(), "30/9");
    drop(mounted);
    root.remove();
}
