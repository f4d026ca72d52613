use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = "__Host-Http-visit", http_only = false)]
struct Visit {
    visits: u32,
}

fn main() {}
