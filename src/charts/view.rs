//! The large chart of an indicator as a component.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use muctieu_chart::target_chart::{Move, Reading, TargetChart};
use muctieu_chart::time::days;

use super::readout::{Readout, ReadoutWords, readout_box};
use super::stage::{Seen, Stage, Told};

/// Charts made so far, for identifiers that are unique on the page.
static MADE: AtomicUsize = AtomicUsize::new(0);

/// The step that a key stands for: those of a slider, by the wish of ARIA.
fn step_of(key: &str) -> Option<Move> {
    Some(match key {
        "ArrowRight" | "ArrowUp" => Move::Next,
        "ArrowLeft" | "ArrowDown" => Move::Previous,
        "PageUp" => Move::NextQuarter,
        "PageDown" => Move::PreviousQuarter,
        "Home" => Move::First,
        "End" => Move::Last,
        _ => return None,
    })
}

/// The large chart of an indicator, with a crosshair for mouse, finger and keyboard.
///
/// To a keyboard and a screen reader it is a slider over the dates of the year, whose value is what the
/// chart says there. A page puts a [`super::ChartTable`] beside it, and sets its height by
/// `--chart-height` where the default does not fit.
#[component]
pub fn TargetChartView(
    /// What to show.
    #[prop(into)]
    chart: Signal<Arc<TargetChart>>,
    /// What it is called by a screen reader.
    #[prop(into)]
    label: Signal<String>,
    /// What it shows, in one sentence.
    #[prop(into)]
    summary: Signal<String>,
    /// Puts what lies at the crosshair into words. May read signals, of the language for one.
    readout: ReadoutWords,
    /// Changes when the theme, the typeface or its size change.
    #[prop(into)]
    theme_version: Signal<u32>,
    /// Hears what lies at the crosshair, and that it is gone.
    #[prop(optional, into)]
    on_read: Option<Callback<Option<Reading>>>,
    /// Hears between which times of `performance.now()` a frame was drawn.
    #[prop(optional, into)]
    on_paint: Option<Callback<(f64, f64)>>,
) -> impl IntoView {
    let summary_id = format!("chart-summary-{}", MADE.fetch_add(1, Ordering::Relaxed));
    let plane = NodeRef::<html::Div>::new();
    let still = NodeRef::<html::Canvas>::new();
    let live = NodeRef::<html::Canvas>::new();
    // Dropped with the component's owner, and all its listeners with it.
    let stage = StoredValue::new_local(None::<Rc<Stage>>);
    let on_stage = move |act: &dyn Fn(&Stage)| {
        // Cloned out first: what is done may lead back here.
        if let Some(stage) = stage.try_get_value().flatten() {
            act(&stage);
        }
    };
    let seen = RwSignal::new(None::<Seen>);
    // What a finger has come to rest on. The slider's own value is not spoken then.
    let said = RwSignal::new(String::new());

    Effect::new(move |_| {
        let (Some(plane), Some(still), Some(live)) = (plane.get(), still.get(), live.get()) else {
            return;
        };
        let told = Told {
            seen: Box::new(move |now| {
                let reading = now.as_ref().map(|now| now.reading.clone());
                let _ = seen.try_set(now);
                if let Some(on_read) = on_read {
                    on_read.run(reading);
                }
            }),
            painted: Box::new(move |begin, end| {
                if let Some(on_paint) = on_paint {
                    on_paint.run((begin, end));
                }
            }),
        };
        let chart = chart.get_untracked();
        stage.set_value(Stage::new(plane.into(), still, live, chart, told));
    });
    Effect::new(move |_| {
        let chart = chart.get();
        on_stage(&|stage| stage.set_chart(Arc::clone(&chart)));
    });
    Effect::new(move |before: Option<u32>| {
        let version = theme_version.get();
        if before.is_some_and(|before| before != version) {
            on_stage(&Stage::refresh_palette);
        }
        version
    });

    let words = Memo::new(move |_| {
        seen.with(|seen| {
            let seen = seen.as_ref()?;
            Some(chart.with(|chart| readout(chart, &seen.reading)))
        })
    });
    let spoken = move || words.with(|words| words.as_ref().map(Readout::spoken));
    let days_of = move |pick: fn(&TargetChart) -> jiff::civil::Date| {
        chart.with(|chart| days(chart.plan_start, pick(chart)) + 1)
    };
    let day = move || {
        let date = seen.with(|seen| seen.as_ref().map(|seen| seen.reading.date));
        match date {
            Some(date) => chart.with(|chart| days(chart.plan_start, date) + 1),
            None => days_of(|chart| chart.as_of),
        }
    };

    let pointed = move |event: &PointerEvent| {
        let x = f64::from(event.offset_x());
        on_stage(&|stage| stage.point(x));
    };
    let pressed = move |event: PointerEvent| {
        said.set(String::new());
        pointed(&event);
    };
    let moved = move |event: PointerEvent| pointed(&event);
    let lifted = move |event: PointerEvent| {
        // A finger has covered what it points at: what it found stays, and is said.
        if event.pointer_type() != "mouse" {
            said.set(spoken().unwrap_or_default());
        }
    };
    let left = move |event: PointerEvent| {
        if event.pointer_type() == "mouse" {
            on_stage(&|stage| {
                stage.hide();
            });
        }
    };
    let hide = move || {
        on_stage(&|stage| {
            stage.hide();
        });
    };
    let keyed = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        if key == "Escape" {
            hide();
        } else if let Some(step) = step_of(&key) {
            event.prevent_default();
            on_stage(&|stage| stage.step(step));
        }
    };

    let left_of = move || seen.with(|seen| seen.as_ref().map_or(0.0, |seen| seen.reading.x));
    let top_of = move || seen.with(|seen| seen.as_ref().map_or(0.0, |seen| seen.top));
    let before = move || seen.with(|seen| seen.as_ref().is_some_and(|seen| seen.right));
    view! {
        <div class="chart">
            <div
                class="chart-plane"
                node_ref=plane
                tabindex="0"
                role="slider"
                aria-orientation="horizontal"
                aria-label=move || label.get()
                aria-describedby=summary_id.clone()
                aria-valuemin="1"
                aria-valuemax=move || days_of(|chart| chart.plan_end).to_string()
                aria-valuenow=move || day().to_string()
                aria-valuetext=move || {
                    spoken().unwrap_or_else(|| chart.with(|chart| chart.as_of_words.clone()))
                }
                on:pointerdown=pressed
                on:pointermove=moved
                on:pointerup=lifted
                on:pointerleave=left
                on:pointercancel=move |_| hide()
                on:keydown=keyed
                on:focus=move |_| on_stage(&Stage::show)
                on:blur=move |_| hide()
            >
                <canvas class="chart-layer" node_ref=still aria-hidden="true"></canvas>
                <canvas class="chart-layer" node_ref=live aria-hidden="true"></canvas>
            </div>
            <div
                class="chart-readout"
                class:chart-readout-before=before
                class:chart-readout-shown=move || words.with(Option::is_some)
                aria-hidden="true"
                style:left=move || format!("{}px", left_of())
                style:top=move || format!("{}px", top_of())
            >
                {move || words.get().map(readout_box)}
            </div>
            <p class="chart-aside" id=summary_id>
                {move || summary.get()}
            </p>
            <p class="chart-aside" role="status">
                {move || said.get()}
            </p>
        </div>
    }
}
