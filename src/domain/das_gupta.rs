//! How much of the change of a product each of its factors explains: the symmetric form of Das Gupta
//! (1993). A factor's effect is its own change, times the product of the others, averaged over all orders
//! in which the factors may have changed one after another. No factor comes first, and the effects sum to
//! the change exactly.

use num_bigint::BigInt;

use super::fraction::Fraction;

/// A factor before and after.
pub type Factor = (Fraction, Fraction);

/// The effect of each factor on the change of the product of all.
pub fn effects<const N: usize>(factors: &[Factor; N]) -> [Fraction; N] {
    // Each factor over one denominator, so that integers are multiplied and reduced once.
    let over = |(before, after): &Factor| {
        let scaled = |own: &Fraction, other: &Fraction| own.numerator() * other.denominator();
        (scaled(before, after), scaled(after, before))
    };
    let whole = factors.each_ref().map(over);
    let denominators =
        factors.iter().map(|(before, after)| before.denominator() * after.denominator());
    let denominator = denominators.fold(factorial(N), |product, one| product * one);
    std::array::from_fn(|own| {
        let (before, after) = &whole[own];
        let change = after - before;
        if change == BigInt::ZERO {
            return Fraction::zero();
        }
        let others = whole.iter().enumerate().filter(|(other, _)| *other != own);
        let by_changed = products(others.map(|(_, factor)| factor));
        let averaged: BigInt = by_changed
            .into_iter()
            .enumerate()
            .map(|(changed, product)| product * factorial(changed) * factorial(N - 1 - changed))
            .sum();
        Fraction::new(change * averaged, denominator.clone())
    })
}

/// By the number of factors that have changed already: the sum of the products of all such choices.
fn products<'a>(factors: impl Iterator<Item = &'a (BigInt, BigInt)>) -> Vec<BigInt> {
    factors.fold(vec![BigInt::from(1)], |products, (before, after)| {
        let mut longer = vec![BigInt::ZERO; products.len() + 1];
        for (changed, product) in products.iter().enumerate() {
            longer[changed] += product * before;
            longer[changed + 1] += product * after;
        }
        longer
    })
}

/// In how many orders so many factors may change.
fn factorial(count: usize) -> BigInt {
    (1..=count).map(BigInt::from).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The average over every order in which the factors may change, one after another.
    fn averaged<const N: usize>(factors: &[Factor; N]) -> [Fraction; N] {
        fn orders(left: &[usize]) -> Vec<Vec<usize>> {
            if left.is_empty() {
                return vec![Vec::new()];
            }
            let first = left.iter().flat_map(|first| {
                let rest: Vec<usize> =
                    left.iter().copied().filter(|other| other != first).collect();
                orders(&rest).into_iter().map(move |order| [vec![*first], order].concat())
            });
            first.collect()
        }
        let all = orders(&(0..N).collect::<Vec<_>>());
        let product = |changed: &[usize]| {
            let value = |(place, (before, after)): (usize, &Factor)| {
                if changed.contains(&place) { after.clone() } else { before.clone() }
            };
            let values = factors.iter().enumerate().map(value);
            values.fold(Fraction::new(1, 1), |product, value| &product * &value)
        };
        let mut sums = [const { Vec::new() }; N];
        for order in &all {
            for place in 0..N {
                sums[order[place]].push(&product(&order[..=place]) - &product(&order[..place]));
            }
        }
        let share = Fraction::new(1, all.len() as i64);
        sums.map(|steps| &steps.into_iter().sum::<Fraction>() * &share)
    }

    /// Fractions without a pattern, some of them 0 and some below it.
    fn invented<const N: usize>(seed: i64) -> [Factor; N] {
        let one = |place: i64| Fraction::new(seed * 7919 * place % 41 - 9, place + seed % 5 + 1);
        std::array::from_fn(|place| (one(2 * place as i64 + 1), one(2 * place as i64 + 2)))
    }

    fn assert_is_the_average<const N: usize>() {
        for seed in 1..60 {
            let factors = invented::<N>(seed);
            let found = effects(&factors);
            assert_eq!(found, averaged(&factors), "{factors:?}");
            let product = |pick: fn(&Factor) -> &Fraction| {
                factors.iter().fold(Fraction::new(1, 1), |product, one| &product * pick(one))
            };
            let change = &product(|one| &one.1) - &product(|one| &one.0);
            assert_eq!(found.into_iter().sum::<Fraction>(), change, "{factors:?}");
        }
    }

    #[test]
    fn an_effect_is_the_average_over_all_orders_and_the_effects_sum_to_the_change() {
        assert_is_the_average::<1>();
        assert_is_the_average::<2>();
        assert_is_the_average::<3>();
        assert_is_the_average::<4>();
    }

    /// Das Gupta 1993, as the package DasGuptR has it: alpha from 0.6 to 0.3, beta from 0.5 to 0.45.
    #[test]
    fn the_published_split_of_two_factors_is_found() {
        let of = |before, after| (Fraction::new(before, 100), Fraction::new(after, 100));
        let shown = effects(&[of(60, 30), of(50, 45)]).map(|effect| effect.rounded(4).to_string());
        assert_eq!(shown, ["-0.1425", "-0.0225"]);
    }
}
