//! The distribution of how many targets will be met, as columns in percent of their box.

use std::ops::RangeInclusive;

/// Below this share a column is not worth its width.
const NEGLIGIBLE: f64 = 0.002;

/// One column: the chance that exactly so many are met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// How many are met.
    pub count: usize,
    /// The probability.
    pub share: f64,
    /// Its left edge in percent of the box.
    pub left: f64,
    /// Its width in percent of the box, the gap after it left out.
    pub width: f64,
    /// Its height in percent of the box: the likeliest count fills it.
    pub height: f64,
    /// Whether it lies in the interval that the sentence above names.
    pub highlighted: bool,
}

/// The columns for `shares[k]`, the probability that `k` are met. Unlikely counts at both ends are
/// left out, but never one of the interval.
pub fn columns(shares: &[f64], interval: RangeInclusive<usize>) -> Vec<Column> {
    let share = |count: usize| {
        let share = shares[count];
        if share.is_finite() {
            share.clamp(0.0, 1.0)
        } else {
            0.0
        }
    };
    let seen = |&count: &usize| share(count) >= NEGLIGIBLE || interval.contains(&count);
    let (Some(first), Some(last)) = ((0..shares.len()).find(seen), (0..shares.len()).rfind(seen))
    else {
        return Vec::new();
    };
    let most = (first..=last).map(share).fold(0.0, f64::max);
    let pitch = 100.0 / (last - first + 1) as f64;
    // Columns touch nearly: it is one distribution, not a row of separate things.
    let width = pitch * 0.86;
    (first..=last)
        .map(|count| Column {
            count,
            share: share(count),
            left: pitch * (count - first) as f64 + (pitch - width) / 2.0,
            width,
            height: if most > 0.0 {
                share(count) / most * 100.0
            } else {
                0.0
            },
            highlighted: interval.contains(&count),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_likeliest_count_fills_the_box_and_unlikely_ones_are_left_out() {
        let columns = columns(&[0.0, 0.0005, 0.2, 0.5, 0.3, 0.0], 2..=4);
        assert_eq!(
            columns
                .iter()
                .map(|column| column.count)
                .collect::<Vec<_>>(),
            [2, 3, 4]
        );
        assert!((columns[1].height - 100.0).abs() < 1e-9);
        assert!((columns[0].height - 40.0).abs() < 1e-9);
        assert!(columns.iter().all(|column| column.highlighted));
    }

    #[test]
    fn nothing_to_show_is_no_column() {
        assert!(columns(&[], 0..=3).is_empty());
    }

    proptest! {
        #[test]
        fn columns_lie_in_their_box(
            shares in prop::collection::vec(any::<f64>(), 0..40), from in 0usize..40, to in 0usize..40,
        ) {
            for column in columns(&shares, from..=to) {
                prop_assert!(column.left >= 0.0 && column.left + column.width <= 100.0 + 1e-9);
                prop_assert!((0.0..=100.0).contains(&column.height));
            }
        }
    }
}
