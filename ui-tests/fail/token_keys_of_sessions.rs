use iron_session::{Expiring, IronToken};

#[derive(IronToken)]
#[iron(purpose = "magic-link", max_age = "15m")]
#[iron(cookie = "__Host-app", id, subject = email, refresh_after = "1d", absolute_timeout = "never", persistent = false)]
#[iron(path = "/", domain = "shop.example", secure, http_only, same_site = "lax", partitioned, priority = "low")]
#[iron(no_store, max_bytes = 3000, accept = "fe26", accept_until = "2027-06-30", accept_name = "sid", default)]
struct MagicLink {
    #[iron(flash)]
    notice: Option<String>,
    #[iron(lifetime = "10m")]
    code: Expiring<String>,
    #[iron(get = address, set = false)]
    email: String,
    #[iron(copy)]
    number: u8,
    #[iron(accessors = false)]
    other: u8,
    #[iron(cookie = "a")]
    last: u8,
}

fn main() {}
