//! The table beside a chart: the same figures for those who do not see it, and for copying.

use leptos::prelude::*;

use crate::dom::view;

/// A table that opens under its title. All words come formatted.
#[component]
pub fn ChartTable(
    /// The title, such as "Số liệu của biểu đồ". It is also the table's caption.
    #[prop(into)]
    caption: Signal<String>,
    /// The heads of the columns. The first column names its rows.
    #[prop(into)]
    head: Signal<Vec<String>>,
    /// The rows, each as long as the head; an empty string where there is no value.
    #[prop(into)]
    rows: Signal<Vec<Vec<String>>>,
) -> impl IntoView {
    let heads = move || {
        let cells = head.get().into_iter();
        cells
            .map(|words| view! { <th scope="col">{words}</th> })
            .collect_view()
    };
    let row = |row: Vec<String>| {
        let mut cells = row.into_iter();
        let name = cells.next().unwrap_or_default();
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells.map(|words| view! { <td>{words}</td> }).collect_view()}
            </tr>
        }
    };
    view! {
        <details class="chart-table">
            <summary>{move || caption.get()}</summary>
            <div class="chart-table-scroll" tabindex="0" role="region" aria-label=move || caption.get()>
                <table>
                    <caption class="chart-aside">{move || caption.get()}</caption>
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}
