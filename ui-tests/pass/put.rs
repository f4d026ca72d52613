use iron_session::{Expiring, IronSession};

#[derive(IronSession)]
struct Visit {
    user: Option<u64>,
    name: Option<String>,
    many: Option<Vec<u8>>,
    #[iron(flash)]
    notice: Option<String>,
    #[iron(set = join)]
    group: Option<u8>,
    r#type: Option<u8>,
    #[iron(lifetime = "1h")]
    sudo: Expiring<u8>,
    // Only an `Option` has an accessor of that name.
    put_sudo: bool,
    plain: u8,
    put_plain: bool,
}

fn main() {
    let mut visit = Visit::default();
    visit.put_user("7".parse().ok());
    visit.put_name(None);
    visit.put_many(Some(vec![1]));
    visit.put_notice(Some("saved".to_owned()));
    visit.put_group(Some(1));
    visit.put_type(Some(2));
    assert_eq!((visit.user(), visit.name(), visit.many()), (Some(7), None, Some(&vec![1])));
    assert_eq!(
        (visit.take_notice().as_deref(), visit.group(), visit.r#type()),
        (Some("saved"), Some(1), Some(2))
    );
    visit.put_user("x".parse().ok());
    assert_eq!((visit.user(), visit.put_sudo(), visit.put_plain()), (None, false, false));
    assert_eq!((visit.sudo(), visit.plain()), (None, 0));
}
