//! Sorting with one body: the standard sorts are compiled anew for each type and comparison, at 4 kB of WebAssembly each.

use std::cmp::Ordering;

/// Sorts by a comparison, and leaves equals as they stand to each other.
pub fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = order_of(items.len(), &mut |a, b| compare(&items[a], &items[b]));
    for at in 0..order.len() {
        // What belongs here may have been swapped away by an earlier step: follow it.
        let mut from = order[at];
        while from < at {
            from = order[from];
        }
        items.swap(at, from);
    }
}

/// Sorts by a key.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts numbers, the least first and NaN at the ends.
pub fn sort_numbers(values: &mut [f64]) {
    sort_by(values, f64::total_cmp);
}

/// The places of the items in their order: a merge sort from the bottom up.
#[inline(never)]
fn order_of(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut from: Vec<usize> = (0..count).collect();
    let mut into = Vec::with_capacity(count);
    let mut run = 1;
    while run < count {
        into.clear();
        for start in (0..count).step_by(2 * run) {
            let middle = (start + run).min(count);
            let end = (start + 2 * run).min(count);
            let (mut left, mut right) = (start, middle);
            while left < middle || right < end {
                let takes_left = right >= end
                    || (left < middle && compare(from[left], from[right]) != Ordering::Greater);
                let next = if takes_left { &mut left } else { &mut right };
                into.push(from[*next]);
                *next += 1;
            }
        }
        std::mem::swap(&mut from, &mut into);
        run *= 2;
    }
    from
}

#[cfg(test)]
mod tests {
    use super::{sort_by, sort_by_key};

    #[test]
    fn sorts_as_the_standard_stable_sort_does() {
        let mut state = 1_u32;
        for count in 0..200 {
            let mut items: Vec<(u32, usize)> = (0..count)
                .map(|at| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 28, at)
                })
                .collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by_key(&mut items, |item| item.0);
            assert_eq!(items, expected);
            expected.sort_by(|a, b| b.cmp(a));
            sort_by(&mut items, |a, b| b.cmp(a));
            assert_eq!(items, expected);
        }
    }
}
