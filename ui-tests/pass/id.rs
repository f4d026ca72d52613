use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(id)]
struct Alone {
    visits: u32,
}

#[derive(IronSession)]
#[iron(id = true)]
struct True {
    visits: u32,
}

#[derive(IronSession)]
#[iron(id = false)]
struct False {
    id: u32,
}

fn main() {
    assert_eq!(Alone::CONFIG, Config::new("__Host-session").id(true));
    assert_eq!(True::CONFIG, Alone::CONFIG);
    assert_eq!(False::CONFIG, Config::new("__Host-session"));
    assert_eq!(False::default().id(), 0);
}
