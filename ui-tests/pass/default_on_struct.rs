use iron_session::IronSession;

#[derive(IronSession)]
#[iron(default)]
struct Visit {
    visits: u32,
    name: String,
}

impl Default for Visit {
    fn default() -> Self {
        Self { visits: 7, name: "guest".to_owned() }
    }
}

#[derive(Default, IronSession)]
#[iron(default)]
struct Derived {
    visits: u32,
}

#[derive(IronSession)]
#[iron(default)]
struct Generic<T> {
    item: T,
}

impl Default for Generic<u8> {
    fn default() -> Self {
        Self { item: 5 }
    }
}

fn main() {
    let mut visit = Visit::default();
    visit.set_visits(1);
    visit.set_name("demo");
    visit.reset_visits();
    visit.reset_name();
    assert_eq!((visit.visits(), visit.name()), (7, "guest"));
    assert_eq!(Derived::default().visits(), 0);

    let mut generic = Generic { item: 1 };
    generic.reset_item();
    assert_eq!(generic.item(), &5);
    assert_eq!(Generic::<u8>::CONFIG.cookie(), "__Host-session");
}
