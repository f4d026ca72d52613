use iron_session::{Config, IronSession};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

#[derive(IronSession)]
#[iron(refresh_after = "1d")]
struct Text {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = "1d 1s", refresh_after = "24h")]
struct JustBelow {
    visits: u32,
}

#[derive(IronSession)]
#[iron(refresh_after = DAY)]
struct Const {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = "2d", refresh_after = DAY)]
struct ConstBelowText {
    visits: u32,
}

#[derive(IronSession)]
#[iron(max_age = DAY, refresh_after = "1h")]
struct TextBelowConst {
    visits: u32,
}

#[derive(IronSession)]
#[iron(absolute_timeout = "1h", refresh_after = "30m")]
struct BelowTimeout {
    visits: u32,
}

fn main() {
    let config = Config::new("__Host-session");
    assert_eq!(Text::CONFIG, config.refresh_after(DAY));
    assert_eq!(Const::CONFIG, Text::CONFIG);
    assert_eq!(JustBelow::CONFIG, config.max_age(DAY + Duration::from_secs(1)).refresh_after(DAY));
    assert_eq!(ConstBelowText::CONFIG, config.max_age(2 * DAY).refresh_after(DAY));
    assert_eq!(TextBelowConst::CONFIG, config.max_age(DAY).refresh_after(Duration::from_secs(3600)));
    let hour = Duration::from_secs(3600);
    assert_eq!(BelowTimeout::CONFIG, config.absolute_timeout(hour).refresh_after(hour / 2));
}
