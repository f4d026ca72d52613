use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(cookie = "__Host-cart", chunks = 2)]
struct Two {
    items: Vec<String>,
}

#[derive(IronSession)]
#[iron(chunks = 4, max_bytes = 3000, same_site = "strict")]
struct Four {
    items: Vec<String>,
}

const NAME: &str = "cart.of.3rd";

#[derive(IronSession)]
#[iron(cookie = NAME, chunks = 3, domain = "shop.example", partitioned)]
struct Three {
    items: Vec<String>,
}

#[derive(IronSession)]
#[iron(cookie = "sid", format = "fe26", chunks = 2)]
struct Shared {
    items: Vec<String>,
}

fn main() {
    assert_eq!(Two::CONFIG, Config::new("__Host-cart").chunks(2));
    assert_eq!(Shared::CONFIG, Config::new("sid").format_fe26().chunks(2));
    let _ = (Two::default(), Four::default(), Three::default(), Shared::default());
}
