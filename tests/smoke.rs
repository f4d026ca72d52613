use iron_session::{IronSession, Keyring};
#[derive(IronSession)]
#[iron(cookie = "__Host-app", max_age = "30d")]
pub struct SessionData {
    username: Option<String>,
    is_logged_in: bool,
    #[iron(default = 7)]
    n: u32,
    tags: Vec<String>,
}
#[test]
fn smoke() -> Result<(), Box<dyn std::error::Error>> {
    let keys = Keyring::generate()?;
    let mut s = SessionData::load(&http::HeaderMap::new(), &keys);
    s.set_username("demo");
    *s.n_mut() += 1;
    let mut r = http::Response::new(());
    s.save(&mut r)?;
    let c = r.headers()["set-cookie"].to_str()?.to_owned();
    println!("{c}");
    let req = http::Request::builder().header("cookie", c.split(';').next().unwrap()).body(())?;
    let s = SessionData::load(&req, &keys);
    assert_eq!((s.username(), s.n()), (Some("demo"), 8));
    println!("{s:?} {keys:?}");
    Ok(())
}
