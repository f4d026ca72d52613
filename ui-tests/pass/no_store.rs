use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(no_store)]
struct Alone {
    visits: u32,
}

#[derive(IronSession)]
#[iron(no_store = true)]
struct True {
    visits: u32,
}

#[derive(IronSession)]
#[iron(no_store = false)]
struct False {
    no_store: u32,
}

fn main() {
    assert_eq!(Alone::CONFIG, Config::new("__Host-session").no_store(true));
    assert_eq!(True::CONFIG, Alone::CONFIG);
    assert_eq!(False::CONFIG, Config::new("__Host-session"));
    assert_eq!(False::default().no_store(), 0);
}
