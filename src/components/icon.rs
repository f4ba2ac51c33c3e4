//! Icons: a small table of Lucide shapes, one path each.
//!
//! A table of our own instead of an icon crate: the crates hold each icon as
//! markup that must be set through `innerHTML`, and the page interprets no
//! string as markup. Shapes are from Lucide 1.62.0 (ISC and MIT, see
//! `docs/licences/`), with circles and rectangles rewritten as paths so that
//! one icon is one `d` attribute.

use leptos::prelude::*;

use crate::dom::view;

/// A drawing that stands beside a word or names a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    /// Status: beyond the target.
    Exceeded,
    /// Status: target met.
    Achieved,
    /// Status: on track.
    OnTrack,
    /// Status: at risk.
    AtRisk,
    /// Status: off track.
    OffTrack,
    /// Status: missed, the year is closed.
    Missed,
    /// Status: not assessed.
    NotAssessed,
    /// Lucide `undo-2`.
    Undo,
    /// Lucide `redo-2`.
    Redo,
    /// Lucide `sun`.
    Sun,
    /// Lucide `moon`.
    Moon,
    /// Lucide `monitor`.
    Monitor,
    /// Lucide `languages`.
    Languages,
    /// Lucide `plus`.
    Plus,
    /// Lucide `trash-2`.
    Trash,
    /// Lucide `copy`.
    Copy,
    /// Lucide `pencil`.
    Pencil,
    /// Lucide `download`.
    Download,
    /// Lucide `upload`.
    Upload,
    /// Lucide `chevron-down`.
    ChevronDown,
    /// Lucide `chevron-up`.
    ChevronUp,
    /// Lucide `chevron-left`.
    ChevronLeft,
    /// Lucide `chevron-right`.
    ChevronRight,
    /// Lucide `x`.
    Close,
    /// Lucide `search`.
    Search,
    /// Lucide `info`.
    Info,
    /// Lucide `target`.
    Target,
    /// Lucide `calendar`.
    Calendar,
    /// Lucide `sliders-horizontal`.
    Sliders,
    /// Lucide `file-text`.
    FileText,
    /// Lucide `table-2`.
    Table,
    /// Lucide `git-branch`.
    Branch,
    /// Lucide `rotate-ccw`.
    Reset,
    /// Lucide `check`.
    Check,
    /// Lucide `arrow-up`.
    ArrowUp,
    /// Lucide `arrow-down`.
    ArrowDown,
    /// Lucide `arrow-up-down`.
    Sort,
    /// Lucide `circle-question-mark`.
    Help,
    /// Lucide `external-link`.
    ExternalLink,
    /// Lucide `history`.
    History,
    /// Lucide `eye`.
    Eye,
    /// Lucide `play`.
    Play,
    /// Lucide `skip-forward`.
    SkipForward,
    /// Lucide `ellipsis`.
    More,
    /// Lucide `layout-dashboard`.
    Dashboard,
    /// Lucide `list-checks`.
    Tasks,
    /// Lucide `presentation`.
    Presentation,
    /// Lucide `printer`.
    Printer,
    /// Lucide `share-2`.
    Share,
    /// Lucide `maximize`.
    Maximize,
}

impl Icon {
    /// Every icon, in the order of the enum.
    pub const ALL: &[Self] = &[
        Self::Exceeded,
        Self::Achieved,
        Self::OnTrack,
        Self::AtRisk,
        Self::OffTrack,
        Self::Missed,
        Self::NotAssessed,
        Self::Undo,
        Self::Redo,
        Self::Sun,
        Self::Moon,
        Self::Monitor,
        Self::Languages,
        Self::Plus,
        Self::Trash,
        Self::Copy,
        Self::Pencil,
        Self::Download,
        Self::Upload,
        Self::ChevronDown,
        Self::ChevronUp,
        Self::ChevronLeft,
        Self::ChevronRight,
        Self::Close,
        Self::Search,
        Self::Info,
        Self::Target,
        Self::Calendar,
        Self::Sliders,
        Self::FileText,
        Self::Table,
        Self::Branch,
        Self::Reset,
        Self::Check,
        Self::ArrowUp,
        Self::ArrowDown,
        Self::Sort,
        Self::Help,
        Self::ExternalLink,
        Self::History,
        Self::Eye,
        Self::Play,
        Self::SkipForward,
        Self::More,
        Self::Dashboard,
        Self::Tasks,
        Self::Presentation,
        Self::Printer,
        Self::Share,
        Self::Maximize,
    ];

    /// The outline as the `d` attribute of one path on a 24 × 24 grid.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Exceeded => "M17 11l-5-5-5 5M17 18l-5-5-5 5",
            Self::Achieved => "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M16 9l-5.5 5.5L8 12",
            Self::OnTrack => "M16 7h6v6M22 7l-8.5 8.5-5-5L2 17",
            Self::AtRisk => {
                "M21.73 18l-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01"
            }
            Self::OffTrack => "M16 17h6v-6M22 17l-8.5-8.5-5 5L2 7",
            Self::Missed => "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M15 9l-6 6M9 9l6 6",
            Self::NotAssessed => {
                "M10.1 2.182a10 10 0 0 1 3.8 0M13.9 21.818a10 10 0 0 1-3.8 0M17.609 3.721a10 10 0 0 1 2.69 2.7M2.182 13.9a10 10 0 0 1 0-3.8M20.279 17.609a10 10 0 0 1-2.7 2.69M21.818 10.1a10 10 0 0 1 0 3.8M3.721 6.391a10 10 0 0 1 2.7-2.69M6.391 20.279a10 10 0 0 1-2.69-2.7"
            }
            Self::Undo => "M9 14 4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 5.5 5.5a5.5 5.5 0 0 1-5.5 5.5H11",
            Self::Redo => "M15 14l5-5-5-5M20 9H9.5A5.5 5.5 0 0 0 4 14.5A5.5 5.5 0 0 0 9.5 20H13",
            Self::Sun => {
                "M8 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M12 2v2M12 20v2M4.93 4.93l1.41 1.41M17.66 17.66l1.41 1.41M2 12h2M20 12h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41"
            }
            Self::Moon => {
                "M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401"
            }
            Self::Monitor => {
                "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2zM8 21L16 21M12 17L12 21"
            }
            Self::Languages => "M5 8l6 6M4 14l6-6 2-3M2 5h12M7 2h1M22 22l-5-10-5 10M14 18h6",
            Self::Plus => "M5 12h14M12 5v14",
            Self::Trash => {
                "M10 11v6M14 11v6M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M3 6h18M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2"
            }
            Self::Copy => {
                "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2zM4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"
            }
            Self::Pencil => {
                "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497zM15 5l4 4"
            }
            Self::Download => "M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5",
            Self::Upload => "M12 3v12M17 8l-5-5-5 5M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4",
            Self::ChevronDown => "M6 9l6 6 6-6",
            Self::ChevronUp => "M18 15l-6-6-6 6",
            Self::ChevronLeft => "M15 18l-6-6 6-6",
            Self::ChevronRight => "M9 18l6-6-6-6",
            Self::Close => "M18 6 6 18M6 6l12 12",
            Self::Search => "M21 21l-4.34-4.34M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0",
            Self::Info => "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M12 16v-4M12 8h.01",
            Self::Target => {
                "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M6 12a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M10 12a2 2 0 1 0 4 0a2 2 0 1 0 -4 0"
            }
            Self::Calendar => {
                "M8 2v3M16 2v3M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2zM3 9h18"
            }
            Self::Sliders => {
                "M10 5H3M12 19H3M14 3v4M16 17v4M21 12h-9M21 19h-5M21 5h-7M8 10v4M8 12H3"
            }
            Self::FileText => {
                "M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2zM14 2v5a1 1 0 0 0 1 1h5M10 9H8M16 13H8M16 17H8"
            }
            Self::Table => {
                "M3 9h18M9 3v18M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2z"
            }
            Self::Branch => {
                "M15 6a9 9 0 0 0-9 9V3M15 6a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M3 18a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
            }
            Self::Reset => "M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8M3 3v5h5",
            Self::Check => "M20 6 9 17l-5-5",
            Self::ArrowUp => "M5 12l7-7 7 7M12 19V5",
            Self::ArrowDown => "M12 5v14M19 12l-7 7-7-7",
            Self::Sort => "M21 16l-4 4-4-4M17 20V4M3 8l4-4 4 4M7 4v16",
            Self::Help => {
                "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3M12 17h.01"
            }
            Self::ExternalLink => {
                "M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6"
            }
            Self::History => "M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8M3 3v5h5M12 7v5l4 2",
            Self::Eye => {
                "M2.062 12.348a1 1 0 0 1 0-.696 10.75 10.75 0 0 1 19.876 0 1 1 0 0 1 0 .696 10.75 10.75 0 0 1-19.876 0M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
            }
            Self::Play => {
                "M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z"
            }
            Self::SkipForward => {
                "M21 4v16M6.029 4.285A2 2 0 0 0 3 6v12a2 2 0 0 0 3.029 1.715l9.997-5.998a2 2 0 0 0 .003-3.432z"
            }
            Self::More => {
                "M11 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0M18 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0M4 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0"
            }
            Self::Dashboard => {
                "M4 3h5a1 1 0 0 1 1 1v7a1 1 0 0 1 -1 1h-5a1 1 0 0 1 -1 -1v-7a1 1 0 0 1 1 -1zM15 3h5a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-5a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1zM15 12h5a1 1 0 0 1 1 1v7a1 1 0 0 1 -1 1h-5a1 1 0 0 1 -1 -1v-7a1 1 0 0 1 1 -1zM4 16h5a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-5a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1z"
            }
            Self::Tasks => "M13 5h8M13 12h8M13 19h8M3 17l2 2 4-4M3 7l2 2 4-4",
            Self::Presentation => "M2 3h20M21 3v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V3M7 21l5-5 5 5",
            Self::Printer => {
                "M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2M6 9V3a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6M7 14h10a1 1 0 0 1 1 1v6a1 1 0 0 1 -1 1h-10a1 1 0 0 1 -1 -1v-6a1 1 0 0 1 1 -1z"
            }
            Self::Share => {
                "M15 5a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M3 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M15 19a3 3 0 1 0 6 0a3 3 0 1 0 -6 0M8.59 13.51l6.83 3.98M15.41 6.51l-6.82 3.98"
            }
            Self::Maximize => {
                "M8 3H5a2 2 0 0 0-2 2v3M21 8V5a2 2 0 0 0-2-2h-3M3 16v3a2 2 0 0 0 2 2h3M16 21h3a2 2 0 0 0 2-2v-3"
            }
        }
    }
}

/// Draws an icon in the colour and at the size of the text around it.
///
/// It is always hidden from screen readers: the word beside it, or the
/// `aria-label` of the button around it, says the same. How it is drawn is said once, in the style sheet: a screen holds
/// a hundred of them.
#[component]
pub fn Icon(
    /// Which drawing.
    #[prop(into)]
    name: Signal<Icon>,
    /// Whether it changes while a lever is moved. Its whole square then counts as drawn: when what an svg draws becomes
    /// larger or smaller the browser composes its layers anew, which costs 2–4 ms.
    #[prop(optional)]
    changes: bool,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            {changes.then(|| view! { <rect width="24" height="24" /> })}
            <path d=move || name.get().path() />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::Icon;

    #[test]
    fn every_icon_has_a_shape_of_its_own() {
        let mut paths: Vec<&str> = Icon::ALL.iter().map(|icon| icon.path()).collect();
        assert!(paths.iter().all(|path| path.starts_with('M')));
        let count = paths.len();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), count);
    }
}
