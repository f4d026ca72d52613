use iron_session::IronSession;

#[derive(IronSession)]
#[iron(cookie = my-app)]
struct Visit {
    visits: u32,
}

#[derive(IronSession)]
#[iron(cookie = __Secure-my-app-2, domain = my-shop.example)]
struct Other {
    visits: u32,
}

fn main() {}
