//! Percentages that must add up to 100: the months of a flow, the quarters of growth. Typed into a draft, which is
//! taken over as a whole or not at all.

use leptos::prelude::*;
use muctieu_core::assumption::Assumptions;
use muctieu_core::lang::Lang;
use muctieu_core::number::format_compact_trim;

use super::SetMark;
use super::draft::Draft;
use crate::components::Icon;
use crate::components::target::Subject;
use crate::dom::{derived, effect, memo, view};
use crate::i18n::td_string;

/// Which shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shares {
    /// The share of the year that falls into each month.
    Months,
    /// The weight of each quarter in the year's growth.
    Quarters,
}

impl Shares {
    pub(super) fn count(self) -> usize {
        match self {
            Self::Months => 12,
            Self::Quarters => 4,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Months => "profile",
            Self::Quarters => "weights",
        }
    }

    fn of(self, set: &Assumptions) -> Option<Vec<f64>> {
        match self {
            Self::Months => set.profile.map(|shares| shares.to_vec()),
            Self::Quarters => set.weights.map(|shares| shares.to_vec()),
        }
    }

    pub(super) fn put(self, set: &mut Assumptions, shares: Option<&[f64]>) {
        match self {
            Self::Months => set.profile = shares.and_then(|shares| shares.try_into().ok()),
            Self::Quarters => set.weights = shares.and_then(|shares| shares.try_into().ok()),
        }
    }

    /// Equal shares, which as percentages with two decimals add up to exactly 100.
    fn even(self) -> Vec<f64> {
        match self {
            Self::Months => (0..12)
                .map(|month| if month % 3 == 1 { 0.0834 } else { 0.0833 })
                .collect(),
            Self::Quarters => vec![0.25; 4],
        }
    }

    fn label(self, at: usize, lang: Lang) -> String {
        match (self, lang) {
            (Self::Months, Lang::Vi) => format!("T{}", at + 1),
            (Self::Months, Lang::En) => format!("M{}", at + 1),
            (Self::Quarters, Lang::Vi) => ["I", "II", "III", "IV"][at.min(3)].to_owned(),
            (Self::Quarters, Lang::En) => format!("Q{}", at + 1),
        }
    }

    fn spoken(self, at: usize, lang: Lang) -> String {
        match (self, lang) {
            (Self::Months, Lang::Vi) => format!("Tháng {}", at + 1),
            (Self::Months, Lang::En) => format!("Month {}", at + 1),
            (Self::Quarters, Lang::Vi) => format!("Quý {}", self.label(at, lang)),
            (Self::Quarters, Lang::En) => format!("Quarter {}", at + 1),
        }
    }
}

/// The editor.
#[component]
pub(super) fn SharesEditor(
    /// The target.
    subject: Subject,
    /// Which shares.
    shares: Shares,
) -> impl IntoView {
    let state = subject.state;
    let current = memo(move |_| subject.assumptions.with(|set| shares.of(set)));
    let draft = Draft {
        subject,
        shares,
        fields: RwSignal::new(vec![String::new(); shares.count()]),
        fault: RwSignal::new(None),
        units: RwSignal::new(false),
    };
    // What is set, and the language in which it is written, fill the fields anew; so do undo and other tabs.
    effect(move |_| {
        let lang = state.lang();
        let texts = match (current.get(), shares) {
            (Some(set), _) => {
                untrack(|| draft.fill(&set));
                return;
            }
            // Weights have a default that can be shown; a profile that is not drawn is empty.
            (None, Shares::Quarters) => vec![format_compact_trim(25.0, 2, lang); 4],
            (None, Shares::Months) => vec![String::new(); 12],
        };
        draft.fault.set(None);
        draft.fields.set(texts);
    });
    let clear = move |_| {
        draft.fault.set(None);
        if current.with_untracked(Option::is_some) {
            subject.assume(|set| shares.put(set, None));
        } else {
            draft
                .fields
                .update(|fields| fields.iter_mut().for_each(String::clear));
        }
    };
    let title = move || match shares {
        Shares::Months => td_string!(state.locale(), indicator.profile),
        Shares::Quarters => td_string!(state.locale(), indicator.weights),
    };
    let hint = move || match shares {
        Shares::Months => td_string!(state.locale(), indicator.profile_hint),
        Shares::Quarters => td_string!(state.locale(), indicator.weights_hint),
    };
    let total = move || td_string!(state.locale(), indicator.total, total = draft.told());
    // Weights of quarters have no other unit.
    let in_units = (shares == Shares::Months).then(|| {
        view! {
            <label class="check">
                <input type="checkbox" data-shares-units="" prop:checked=draft.units
                    on:change=move |event| untrack(|| draft.switch(event_target_checked(&event))) />
                <span>{move || td_string!(state.locale(), indicator.in_units)}</span>
            </label>
        }
    });
    let fault_id = format!("{}-fault", shares.name());
    view! {
        <fieldset class="field assumption shares" data-shares=shares.name()>
            <legend class="assumption-head">
                <span>{title}</span>
                <SetMark subject=subject set=derived(move || current.with(Option::is_some)) />
            </legend>
            <div class="shares-row">
                {(0..shares.count()).map(|at| view! { <ShareField draft=draft at=at /> }).collect_view()}
            </div>
            {in_units}
            <div class="cluster">
                <output class="shares-total" data-begun=move || draft.is_begun().then_some("") data-whole=move || draft.is_whole().then_some("")>{total}</output>
                <button class="button small" type="button" data-shares-even="" on:click=move |_| draft.fill(&shares.even())>
                    {move || td_string!(state.locale(), indicator.even_shares)}
                </button>
                <button class="button small" type="button" data-shares-clear="" on:click=clear>
                    {move || td_string!(state.locale(), indicator.clear)}
                </button>
                <button class="button small primary" type="button" data-shares-accept="" on:click=move |_| draft.accept()>
                    {move || td_string!(state.locale(), indicator.accept)}
                </button>
            </div>
            <p class="hint">{hint}</p>
            <div id=fault_id role="alert">
                <Show when=move || draft.fault.with(Option::is_some)>
                    <p class="error"><Icon name=Icon::Info /><span>{move || draft.fault.get()}</span></p>
                </Show>
            </div>
        </fieldset>
    }
}

/// One share: a column that shows it, and its field.
#[component]
fn ShareField(
    /// The draft that it belongs to.
    draft: Draft,
    /// Which of the shares.
    at: usize,
) -> impl IntoView {
    let state = draft.subject.state;
    let shares = draft.shares;
    let text = memo(move |_| {
        draft
            .fields
            .with(|fields| fields.get(at).cloned().unwrap_or_default())
    });
    let value = memo(move |_| draft.value(&text.get()));
    // A column is full at three times its even share.
    let height = move || {
        let full = 3.0 * draft.full() / shares.count() as f64;
        format!("{:.3}", (value.get().unwrap_or(0.0) / full).min(1.0))
    };
    let typed = move |text: String| {
        draft.fields.update(|fields| {
            if let Some(field) = fields.get_mut(at) {
                *field = text;
            }
        });
    };
    view! {
        <label class="share">
            <span class="share-column" aria-hidden="true"><span style:--share=height></span></span>
            <input
                class="input small num" type="text" inputmode="decimal" autocomplete="off" size="5" data-share=(at + 1).to_string()
                aria-label=move || format!("{} ({})", shares.spoken(at, state.lang()), draft.unit())
                aria-invalid=move || value.with(Option::is_none).then_some("true")
                prop:value=move || text.get()
                on:input=move |event| typed(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        draft.accept();
                    }
                }
            />
            <span class="tiny muted" aria-hidden="true">{move || shares.label(at, state.lang())}</span>
        </label>
    }
}
