//! The large chart of an indicator as a component.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use muctieu_chart::scale::Scale;
use muctieu_chart::scene::Rect;
use muctieu_chart::target_chart::{Move, Reading, TargetChart};
use muctieu_chart::time::days;

use super::readout::{Readout, ReadoutBox, ReadoutWords};
use super::stage::{Seen, Stage, Told};
use crate::dom::{effect, memo, view};

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

/// The stage of a chart as its component's closures hold it: by a key that can be copied.
#[derive(Clone, Copy)]
struct Hand {
    // Dropped with the component's owner, and all its listeners with it.
    stage: StoredValue<Option<Rc<Stage>>, LocalStorage>,
    seen: RwSignal<Option<Seen>>,
    /// What a finger has come to rest on. The slider's own value is not spoken then.
    said: RwSignal<String>,
}

impl Hand {
    fn act(self, act: impl FnOnce(&Stage)) {
        // Cloned out first: what is done may lead back here.
        if let Some(stage) = self.stage.try_get_value().flatten() {
            act(&stage);
        }
    }

    fn hide(self) {
        self.act(|stage| {
            stage.hide();
        });
    }

    fn point(self, event: &PointerEvent) {
        let x = f64::from(event.offset_x());
        self.act(|stage| stage.point(x));
    }

    fn leave(self, event: &PointerEvent) {
        // A finger that leaves has been lifted: what it found stays.
        if event.pointer_type() == "mouse" {
            self.hide();
        }
    }

    fn press_key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        if key == "Escape" {
            self.hide();
        } else if let Some(step) = step_of(&key) {
            event.prevent_default();
            self.act(|stage| stage.step(step));
        }
    }
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
    /// Whether a hand moves what is shown: the axes hold still meanwhile.
    #[prop(into)]
    held: Signal<bool>,
    /// Hears what lies at the crosshair, and that it is gone.
    #[prop(optional, into)]
    on_read: Option<Callback<Option<Reading>>>,
    /// Hears where the plot lies, and its vertical scale.
    #[prop(optional, into)]
    on_layout: Option<Callback<(Rect, Scale)>>,
    /// Hears between which times of `performance.now()` a frame was drawn.
    #[prop(optional, into)]
    on_paint: Option<Callback<(f64, f64)>>,
) -> impl IntoView {
    let summary_id = format!("chart-summary-{}", MADE.fetch_add(1, Ordering::Relaxed));
    let plane = NodeRef::<html::Div>::new();
    let still = NodeRef::<html::Canvas>::new();
    let live = NodeRef::<html::Canvas>::new();
    let hand = Hand {
        stage: StoredValue::new_local(None),
        seen: RwSignal::new(None),
        said: RwSignal::new(String::new()),
    };
    let Hand { seen, said, .. } = hand;

    effect(move |_| {
        if let (Some(plane), Some(still), Some(live)) = (plane.get(), still.get(), live.get()) {
            let told = told(seen, on_read, on_layout, on_paint);
            let chart = chart.get_untracked();
            hand.stage
                .set_value(Stage::new(plane.into(), still, live, chart, told));
        }
    });
    effect(move |_| {
        let chart = chart.get();
        hand.act(|stage| stage.set_chart(chart));
    });
    effect(move |_| {
        let held = held.get();
        hand.act(|stage| stage.hold(held));
    });
    effect(move |before: Option<u32>| {
        let version = theme_version.get();
        if before.is_some_and(|before| before != version) {
            hand.act(Stage::refresh_palette);
        }
        version
    });

    let words = memo(move |_| {
        seen.with(|seen| {
            let seen = seen.as_ref()?;
            Some(chart.with(|chart| readout(chart, &seen.reading)))
        })
    });
    let spoken = move || words.with(|words| words.as_ref().map(Readout::spoken));
    // A slider's value is a number: that of the day in its year.
    let last_day = move || chart.with(|chart| days(chart.plan_start, chart.plan_end) + 1);
    let day = move || {
        let date = seen.with(|seen| seen.as_ref().map(|seen| seen.reading.date));
        chart.with(|chart| days(chart.plan_start, date.unwrap_or(chart.as_of)) + 1)
    };
    let value = move || spoken().unwrap_or_else(|| chart.with(|chart| chart.as_of_words.clone()));

    let pressed = move |event: PointerEvent| {
        said.set(String::new());
        hand.point(&event);
    };
    let lifted = move |event: PointerEvent| {
        if event.pointer_type() != "mouse" {
            said.set(spoken().unwrap_or_default());
        }
    };
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
                aria-valuemax=move || last_day().to_string()
                aria-valuenow=move || day().to_string()
                aria-valuetext=value
                on:pointerdown=pressed
                on:pointermove=move |event| hand.point(&event)
                on:pointerup=lifted
                on:pointerleave=move |event| hand.leave(&event)
                on:pointercancel=move |_| hand.hide()
                on:keydown=move |event| hand.press_key(&event)
                on:focus=move |_| hand.act(Stage::show)
                on:blur=move |_| hand.hide()
            >
                <canvas class="chart-layer" node_ref=still aria-hidden="true"></canvas>
                <canvas class="chart-layer" node_ref=live aria-hidden="true"></canvas>
            </div>
            <ReadoutBox words=words seen=seen />
            <p class="chart-aside" id=summary_id>
                {move || summary.get()}
            </p>
            <p class="chart-aside" role="status">
                {move || said.get()}
            </p>
        </div>
    }
}

/// What the stage tells, into signals and callbacks.
fn told(
    seen: RwSignal<Option<Seen>>,
    on_read: Option<Callback<Option<Reading>>>,
    on_layout: Option<Callback<(Rect, Scale)>>,
    on_paint: Option<Callback<(f64, f64)>>,
) -> Told {
    Told {
        seen: Box::new(move |now| {
            let reading = now.as_ref().map(|now| now.reading.clone());
            // A stage may tell a last thing while its component goes.
            let _ = seen.try_set(now);
            if let Some(on_read) = on_read {
                on_read.run(reading);
            }
        }),
        laid_out: Box::new(move |plot, y| {
            if let Some(on_layout) = on_layout {
                on_layout.run((plot, y));
            }
        }),
        painted: Box::new(move |begin, end| {
            if let Some(on_paint) = on_paint {
                on_paint.run((begin, end));
            }
        }),
    }
}
