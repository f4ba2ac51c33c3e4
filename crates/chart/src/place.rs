//! Words that never lie on each other.

use crate::clip;
use crate::scene::{Point, Rect};

/// A label of a column that wants a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// Where its middle would be best.
    pub middle: f64,
    /// How much room it takes.
    pub size: f64,
    /// What gives way first when there is not room for all: the highest.
    pub rank: u8,
}

/// The middles at which labels in a column lie as near as possible to where they want to be
/// (least squares), without overlapping, within `low..high`. `None` where there was no room.
pub fn spread(wishes: &[Wish], low: f64, high: f64) -> Vec<Option<f64>> {
    /// Labels that touch each other and move as one.
    struct Block {
        from: usize,
        size: f64,
        /// The sum of where its labels would have its upper edge.
        tops: f64,
        count: f64,
    }
    impl Block {
        fn top(&self, low: f64, high: f64) -> f64 {
            (self.tops / self.count).min(high - self.size).max(low)
        }
    }

    let mut places = vec![None; wishes.len()];
    let mut order: Vec<usize> = (0..wishes.len())
        .filter(|&index| wishes[index].middle.is_finite() && wishes[index].size.is_finite())
        .collect();
    let room = high - low;
    while order.iter().map(|&index| wishes[index].size).sum::<f64>() > room {
        // Of equals the last gives way: callers list the most important first.
        let Some(last) = (0..order.len()).max_by_key(|&place| (wishes[order[place]].rank, place))
        else {
            break;
        };
        order.remove(last);
    }
    muctieu_core::order::sort_by(&mut order, |&a, &b| {
        wishes[a].middle.total_cmp(&wishes[b].middle)
    });

    let mut blocks: Vec<Block> = Vec::new();
    for (place, &index) in order.iter().enumerate() {
        let wish = wishes[index];
        let mut block = Block {
            from: place,
            size: wish.size,
            tops: wish.middle - wish.size / 2.0,
            count: 1.0,
        };
        while let Some(above) = blocks.last() {
            if above.top(low, high) + above.size <= block.top(low, high) {
                break;
            }
            // The lower labels, seen from the joint upper edge, want to be higher by what lies above.
            block = Block {
                from: above.from,
                size: above.size + block.size,
                tops: above.tops + block.tops - block.count * above.size,
                count: above.count + block.count,
            };
            blocks.pop();
        }
        blocks.push(block);
    }
    for (number, block) in blocks.iter().enumerate() {
        let until = blocks.get(number + 1).map_or(order.len(), |next| next.from);
        let mut top = block.top(low, high);
        for &index in &order[block.from..until] {
            places[index] = Some(top + wishes[index].size / 2.0);
            top += wishes[index].size;
        }
    }
    places
}

/// The ground of a chart on which words look for a free place.
#[derive(Clone, Debug)]
pub struct Ground {
    within: Rect,
    taken: Vec<Rect>,
    lines: Vec<Vec<Point>>,
}

impl Ground {
    /// An empty ground.
    pub fn new(within: Rect) -> Self {
        Self {
            within,
            taken: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Words lie here: nothing else may.
    pub fn take(&mut self, place: Rect) {
        self.taken.push(place);
    }

    /// A line runs here: words had better not lie on it.
    pub fn draw(&mut self, points: Vec<Point>) {
        self.lines.push(points);
    }

    fn is_free(&self, place: &Rect) -> bool {
        self.within.holds(place) && !self.taken.iter().any(|taken| taken.overlaps(place))
    }

    fn is_crossed(&self, place: &Rect) -> bool {
        self.lines.iter().any(|line| {
            line.windows(2)
                .any(|pair| clip::segment(pair[0], pair[1], place).is_some())
        })
    }

    /// Takes the first of the candidates that is free of words and lines; else the first that is at
    /// least free of words; `None` when there is none.
    pub fn settle(&mut self, candidates: &[Rect]) -> Option<usize> {
        let free: Vec<usize> = (0..candidates.len())
            .filter(|&index| self.is_free(&candidates[index]))
            .collect();
        let best = free
            .iter()
            .copied()
            .find(|&index| !self.is_crossed(&candidates[index]))
            .or_else(|| free.first().copied())?;
        self.take(candidates[best]);
        Some(best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::at;
    use proptest::prelude::*;

    fn wish(middle: f64) -> Wish {
        Wish {
            middle,
            size: 10.0,
            rank: 0,
        }
    }

    #[test]
    fn labels_with_room_stay_where_they_want_to_be() {
        assert_eq!(
            spread(&[wish(50.0), wish(20.0)], 0.0, 100.0),
            [Some(50.0), Some(20.0)]
        );
    }

    #[test]
    fn labels_at_one_height_part_evenly() {
        assert_eq!(
            spread(&[wish(50.0), wish(50.0)], 0.0, 100.0),
            [Some(45.0), Some(55.0)]
        );
        assert_eq!(
            spread(&[wish(0.0), wish(2.0)], 0.0, 100.0),
            [Some(5.0), Some(15.0)]
        );
    }

    #[test]
    fn the_least_important_gives_way() {
        let mut history = wish(50.0);
        history.rank = 3;
        let places = spread(&[history, wish(50.0), wish(50.0)], 0.0, 25.0);
        assert!(places[0].is_none() && places[1].is_some() && places[2].is_some());
    }

    #[test]
    fn words_avoid_words_and_then_lines() {
        let mut ground = Ground::new(Rect {
            left: 0.0,
            top: 0.0,
            right: 100.0,
            bottom: 100.0,
        });
        let place = |left: f64| Rect {
            left,
            top: 10.0,
            right: left + 20.0,
            bottom: 20.0,
        };
        ground.draw(vec![at(0.0, 15.0), at(35.0, 15.0)]);
        assert_eq!(ground.settle(&[place(0.0), place(40.0)]), Some(1));
        assert_eq!(ground.settle(&[place(45.0), place(10.0)]), Some(1));
        assert_eq!(ground.settle(&[place(95.0), place(45.0)]), None);
    }

    proptest! {
        #[test]
        fn labels_never_overlap_and_never_leave_the_column(
            wishes in prop::collection::vec((-500.0..900.0f64, 1.0..60.0f64, 0u8..4), 0..14),
            high in 10.0..600.0f64,
        ) {
            let wishes: Vec<Wish> = wishes
                .into_iter()
                .map(|(middle, size, rank)| Wish { middle, size, rank })
                .collect();
            let mut boxes: Vec<(f64, f64)> = spread(&wishes, 0.0, high)
                .into_iter()
                .zip(&wishes)
                .filter_map(|(place, wish)| place.map(|at| (at - wish.size / 2.0, at + wish.size / 2.0)))
                .collect();
            boxes.sort_by(|a, b| a.0.total_cmp(&b.0));
            prop_assert!(boxes.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 1e-6));
            prop_assert!(boxes.iter().all(|&(top, bottom)| top >= -1e-6 && bottom <= high + 1e-6));
        }

        #[test]
        fn labels_keep_the_order_of_their_wishes(
            middles in prop::collection::vec(0.0..400.0f64, 2..12),
        ) {
            let wishes: Vec<Wish> = middles.iter().copied().map(wish).collect();
            let places = spread(&wishes, 0.0, 400.0);
            for a in 0..wishes.len() {
                for b in 0..wishes.len() {
                    if let (true, Some(at_a), Some(at_b)) = (middles[a] < middles[b], places[a], places[b]) {
                        prop_assert!(at_a < at_b + 1e-6);
                    }
                }
            }
        }
    }
}
