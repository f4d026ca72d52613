//! `format = "fe26"`: the cookie of iron-session for JavaScript.

use std::time::Duration;

use iron_session::{Config, IronSession};

#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "14d", format = "fe26", rename_all = "camelCase", persistent = false)]
struct Shared {
    user_name: Option<String>,
    #[iron(flash)]
    notice: Option<String>,
}

fn main() {
    let config = Config::new("sid").max_age(Duration::from_secs(14 * 86_400)).persistent(false).format_fe26();
    assert_eq!(Shared::CONFIG, config);
    let mut session = Shared::default();
    session.set_user_name("Ada");
    assert_eq!(session.take_notice(), None);
    assert_eq!(session.user_name(), Some("Ada"));
}
