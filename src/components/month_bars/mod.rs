//! The months of a flow's plan year as columns: what was reported, what is expected of each month left, and a hand to
//! draw these up or down.
//!
//! [`shown`] is what the columns show, as plain data; [`column`] draws those that can be drawn with the hand; [`hand`]
//! turns that into a one-off amount of the scenario; [`told`] puts all of it into words and a table.

mod column;
mod hand;
mod shown;
mod told;

use jiff::civil::Date;
use leptos::prelude::*;
use muctieu_chart::months::Heights;
use muctieu_core::lang::Say;
use muctieu_core::months::Stretch;
use muctieu_core::number::{format_number, parse_number};

use crate::charts::ChartTable;
use crate::components::Icon;
use crate::components::target::Subject;
use crate::dom::{Memo, derived, memo, view};
use crate::i18n::td_string;

use hand::Hand;
use shown::Year;

pub use shown::has_months;

/// What the parts of the chart share. Cheap to copy.
#[derive(Clone, Copy)]
struct Months {
    subject: Subject,
    year: Memo<Year>,
    /// The heights that hold while a hand draws: a scale that follows the hand would run away from it.
    held: RwSignal<Option<Heights>>,
    hand: Hand,
    /// The month whose amount stands in the field, by its last day.
    chosen: RwSignal<Option<Date>>,
}

impl Months {
    /// The heights of the columns. Tracks.
    fn heights(self) -> Heights {
        let held = self.held.get();
        held.unwrap_or_else(|| self.year.with(|year| year.heights))
    }

    /// The month in the field: the one that was touched last, else that of the one-off amount, else the first one.
    /// Tracks.
    fn chosen(self) -> Option<Date> {
        let on = self.hand.change().and_then(|change| change.detail.from);
        self.year.with(|year| {
            let open = || year.ahead.iter().filter(|one| one.open).map(|one| one.now);
            let touched = self.chosen.get();
            let found = open().find(|one| Some(one.until) == touched);
            let found = found.or_else(|| open().find(|one| on.is_some_and(|on| one.holds(on))));
            found.or_else(|| open().next()).map(|one| one.until)
        })
    }
}

/// The columns of a target's months.
#[component]
pub fn MonthBars(
    /// The target: a flow.
    subject: Subject,
) -> impl IntoView {
    let state = subject.state;
    let year = memo(move |_| {
        let indicator = subject.indicator();
        let (base, now, as_of) = (subject.base.get(), subject.now.get(), state.as_of.get());
        state.workspace.with_untracked(|workspace| {
            Year::of(
                workspace,
                &indicator,
                as_of,
                base.as_deref(),
                now.as_deref(),
            )
        })
    });
    let months = Months {
        subject,
        year,
        held: RwSignal::new(None),
        hand: Hand::new(subject),
        chosen: RwSignal::new(None),
    };
    let caption = derived(move || {
        let name = subject.indicator().title.get(state.lang()).to_owned();
        td_string!(state.locale(), months.caption, name = name)
    });
    let head = derived(move || told::heads(&year.get(), state.lang()));
    let rows = derived(move || told::rows(&subject.indicator(), &year.get(), state.lang()));
    let unit = derived(move || {
        let unit = subject.indicator().unit.get(state.lang()).to_owned();
        td_string!(state.locale(), indicator.per_month, unit = unit)
    });
    let notes = move || {
        year.with(|year| told::notes(year, state.lang()))
            .into_iter()
            .map(|note| view! { <span>{note}</span> })
            .collect_view()
    };
    let id = subject.indicator().id.to_string();
    view! {
        <div class="months" data-months=id>
            <p class="small muted months-unit">{unit}</p>
            <div class="months-box" role="group" aria-label=caption>
                {axis(months)}
                <div class="months-plot">{lines(months)}{done(months)}{column::columns(months)}</div>
                {names(months)}
            </div>
            {field(months)}
            <p class="small muted months-tip">
                {move || told::tip(&subject.indicator(), months.hand.change().as_ref(), year.with(|year| year.ahead.iter().any(|one| one.open)), state.lang())}
            </p>
            <p class="small muted months-notes">{notes}</p>
            <ChartTable caption=derived(move || td_string!(state.locale(), months.table).to_owned()) head=head rows=rows />
        </div>
    }
}

/// The values beside the columns.
fn axis(months: Months) -> AnyView {
    let ticks = move || {
        let heights = months.heights();
        let lang = months.subject.state.lang();
        let decimals = u8::try_from(heights.decimals()).unwrap_or(0);
        let tick = |value: f64| {
            let at = format!("{:.3}", heights.at(value));
            view! { <span class="months-tick" style:--at=move || at.clone()>{format_number(value, decimals, lang)}</span> }
        };
        heights.ticks().into_iter().map(tick).collect_view()
    };
    view! { <div class="months-axis num" aria-hidden="true">{ticks}</div> }.into_any()
}

/// The grid, and the line that columns stand on.
fn lines(months: Months) -> AnyView {
    let grid = move || {
        let heights = months.heights();
        let line = |value: f64| {
            let at = format!("{:.3}", heights.at(value));
            let zero = (value.abs() < 1e-12).then_some("");
            view! { <span class="months-line" data-zero=zero style:--at=move || at.clone()></span> }
        };
        heights.ticks().into_iter().map(line).collect_view()
    };
    view! { <div class="months-grid" aria-hidden="true">{grid}</div> }.into_any()
}

/// What was reported. The table says it to who does not see it.
fn done(months: Months) -> AnyView {
    let Months { subject, year, .. } = months;
    let bars = move || {
        let heights = months.heights();
        let (indicator, lang) = (subject.indicator(), subject.state.lang());
        year.with(|year| {
            let bar = |stretch: &Stretch| {
                let (left, width) = year.slots.across(stretch.after, stretch.until);
                let column = year.column(stretch, &heights);
                let percent = |value: f64| move || format!("{value:.3}");
                let spread = (!stretch.is_month(year.plan)).then_some("");
                view! {
                    <div
                        class="months-done" data-spread=spread title=told::reported(&indicator, year, stretch, lang)
                        style:--x=percent(left) style:--w=percent(width)
                        style:--y=percent(column.from) style:--h=percent(column.height)
                    ></div>
                }
            };
            year.done.iter().map(bar).collect_view()
        })
    };
    view! { <div class="months-layer" aria-hidden="true">{bars}</div> }.into_any()
}

/// The names of the months under their columns.
fn names(months: Months) -> AnyView {
    let all = move || {
        let lang = months.subject.state.lang();
        let ends = months.year.with(|year| year.plan.reporting_ends());
        ends.into_iter()
            .map(|end| view! { <span>{told::short(end, lang)}</span> })
            .collect_view()
    };
    view! { <div class="months-names small" aria-hidden="true">{all}</div> }.into_any()
}

/// The amount of one month as a number, and a way back.
fn field(months: Months) -> AnyView {
    let Months {
        subject,
        year,
        hand,
        chosen,
        ..
    } = months;
    let state = subject.state;
    let decimals = subject.indicator().decimals;
    let fault = RwSignal::new(None::<String>);
    let now = move || {
        let until = months.chosen()?;
        year.with(|year| year.ahead_until(until).map(|one| one.now))
    };
    let label = derived(move || {
        let lang = state.lang();
        let unit = subject.indicator().unit.get(lang).to_owned();
        let name = now().map_or_else(String::new, |stretch| {
            year.with(|year| told::span(year, &stretch, lang))
        });
        td_string!(state.locale(), months.field, name = name, unit = unit)
    });
    let shown = derived(move || {
        now().map_or_else(String::new, |stretch| {
            format_number(stretch.amount, decimals, state.lang())
        })
    });
    let take = move |text: String| {
        let lang = state.lang();
        let Some(stretch) = untrack(now) else { return };
        let year = year.get_untracked();
        let (low, high) = untrack(|| hand.reach(&year, &stretch));
        match parse_number(text.trim(), lang) {
            Err(error) => fault.set(Some(error.say(lang))),
            Ok(parsed) if parsed.value < low || parsed.value > high => {
                let told = |value| format_number(value, decimals, lang);
                fault.set(Some(td_string!(
                    state.locale(),
                    months.outside,
                    low = told(low),
                    high = told(high)
                )));
            }
            Ok(parsed) => {
                fault.set(None);
                chosen.set(Some(stretch.until));
                state.end_gesture();
                hand.bring(&year, &stretch, parsed.value);
                hand.rest();
            }
        }
    };
    let there = memo(move |_| hand.change().is_some());
    let fault_id = format!("fault-months-{}", subject.indicator().id).replace([':', '.'], "-");
    let fault_id = StoredValue::new(fault_id);
    view! {
        <Show when=move || now().is_some()>
            <div class="cluster months-hand">
                <label class="cluster">
                    <span class="small">{label}</span>
                    <input
                        class="input small num" type="text" inputmode="decimal" autocomplete="off" size="9" data-month-value=""
                        aria-invalid=move || fault.with(Option::is_some).then_some("true")
                        aria-describedby=move || fault.with(Option::is_some).then(|| fault_id.get_value())
                        prop:value=shown on:change=move |event| take(event_target_value(&event))
                    />
                </label>
                <button class="button small quiet" type="button" data-month-reset="" disabled=move || !there.get() on:click=move |_| { fault.set(None); hand.take_out(); }>
                    <Icon name=Icon::Reset />
                    {move || td_string!(state.locale(), months.take_out)}
                </button>
                <Show when=move || fault.with(Option::is_some)>
                    <span class="error" id=fault_id.get_value() role="alert"><Icon name=Icon::Info /><span>{move || fault.get()}</span></span>
                </Show>
            </div>
        </Show>
    }
    .into_any()
}
