//! Figures in rows, and what is computed from many measurements.

/// A table with a title, printed as it would stand in a document.
pub struct Table {
    title: String,
    rows: Vec<(String, String)>,
}

impl Table {
    pub fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            rows: Vec::new(),
        }
    }

    pub fn row(&mut self, name: &str, value: String) {
        self.rows.push((name.to_owned(), value));
    }

    /// Median, 95th percentile and greatest of these milliseconds.
    pub fn times(&mut self, name: &str, times: &[f64]) {
        let value = if times.is_empty() {
            "not measured".to_owned()
        } else {
            let [median, p95, most] = [0.5, 0.95, 1.0].map(|share| quantile(times, share));
            format!(
                "median {median:.2} ms, p95 {p95:.2} ms, max {most:.2} ms ({} times)",
                times.len()
            )
        };
        self.row(name, value);
    }

    /// The tasks that the browser calls long; none are wanted.
    pub fn long_tasks(&mut self, times: &[f64]) {
        const NAME: &str = "tasks of more than 50 ms";
        if times.is_empty() {
            self.row(NAME, "none".to_owned());
        } else {
            self.times(NAME, times);
        }
    }

    pub fn print(&self) {
        let width = self
            .rows
            .iter()
            .map(|(name, _)| name.chars().count())
            .max()
            .unwrap_or_default();
        println!("\n## {}\n", self.title);
        for (name, value) in &self.rows {
            println!("| {name:<width$} | {value} |");
        }
    }
}

/// The smallest value that this share of the values does not exceed.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank in a short list"
    )]
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}
