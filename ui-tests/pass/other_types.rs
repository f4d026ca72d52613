use iron_session::IronSession;

// Types that have the names of std's, and another number of arguments.
mod heapless {
    #[derive(Clone, Copy, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
    pub struct String<const N: usize>(pub u8);

    #[derive(Clone, Copy, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
    pub struct Vec<T, const N: usize>(pub T);

    #[derive(Clone, Copy, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
    pub struct Option<T, const N: usize>(pub T);

    #[derive(Clone, Copy, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
    pub struct Cell<T, const N: usize>(pub T);

    #[derive(Clone, Copy, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
    pub struct Expiring;
}

use heapless::Vec;

const SIZE: usize = 4;

#[derive(IronSession)]
struct Visit {
    name: heapless::String<32>,
    same: heapless::String<SIZE>,
    list: Vec<u8, 4>,
    nested: Vec<Vec<u8, { 1 + 1 }>, SIZE>,
    maybe: heapless::Option<u8, 3>,
    twice: Option<heapless::Option<u8, 3>>,
    cell: heapless::Cell<u8, 1>,
    expiring: heapless::Expiring,
}

fn main() {
    let mut visit = Visit::default();
    visit.set_name(heapless::String(1));
    visit.set_list(Vec(2));
    visit.set_maybe(heapless::Option(3));
    visit.set_twice(heapless::Option(4));
    visit.reset_name();
    let seen: (&heapless::String<32>, &Vec<u8, 4>) = (visit.name(), visit.list());
    assert_eq!(seen, (&heapless::String(0), &Vec(2)));
    assert_eq!((visit.maybe(), visit.twice()), (&heapless::Option(3), Some(&heapless::Option(4))));
    assert_eq!(
        (visit.same(), visit.nested().0.0, visit.cell()),
        (&heapless::String(0), 0, &heapless::Cell(0))
    );
    assert_eq!(visit.expiring(), &heapless::Expiring);
}
