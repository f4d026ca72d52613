use iron_session::IronSession;

#[derive(IronSession)]
#[iron(name = "visit", cookie_name = "visit", cookieName = "visit", ttl = "1h", expires = "1h", maxAge = "1h")]
#[iron(password = SECRET, secret = "..", rolling, timeout = "1d", store = MEMORY, secure = false)]
struct Visit {
    #[iron(getter = count, setter = set_count, serialize_with = hex, default_value = 7, skipped, ttl = "1h")]
    visits: u32,
}

fn main() {}
