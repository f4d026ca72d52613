use iron_session::IronSession;

macro_rules! session {
    ($cookie:literal, $same_site:expr, $name:ident: $ty:ty) => {
        #[derive(IronSession)]
        #[iron(cookie = $cookie, same_site = $same_site)]
        struct Visit {
            $name: $ty,
        }
    };
}

session!("my visit", "laxer", save: std::cell::Cell<u8>);

fn main() {}
