use iron_session::IronSession;

#[derive(IronSession)]
#[iron(rename_all = "lowercase")]
struct A {
    first_page: String,
    r#type: u8,
    #[iron(rename = "as_it_is")]
    other_one: u8,
    #[iron(skip)]
    not_sealed: u8,
}

#[derive(IronSession)]
#[iron(rename_all = "UPPERCASE")]
struct B {
    first_page: String,
    r#type: u8,
    #[iron(rename = "as_it_is")]
    other_one: u8,
    #[iron(skip)]
    not_sealed: u8,
}

#[derive(IronSession)]
#[iron(rename_all = "PascalCase")]
struct C {
    first_page: String,
    r#type: u8,
    #[iron(rename = "as_it_is")]
    other_one: u8,
    #[iron(skip)]
    not_sealed: u8,
}

#[derive(IronSession)]
#[iron(rename_all = "camelCase")]
struct D {
    first_page: String,
    r#type: u8,
    #[iron(rename = "as_it_is")]
    other_one: u8,
    #[iron(skip)]
    not_sealed: u8,
}

#[derive(IronSession)]
#[iron(rename_all = "snake_case")]
struct E {
    first_page: String,
    r#type: u8,
    #[iron(rename = "as_it_is")]
    other_one: u8,
    #[iron(skip)]
    not_sealed: u8,
}

#[derive(IronSession)]
#[iron(rename_all = "SCREAMING_SNAKE_CASE")]
struct F {
    first_page: String,
    r#type: u8,
    #[iron(rename = "as_it_is")]
    other_one: u8,
    #[iron(skip)]
    not_sealed: u8,
}

#[derive(IronSession)]
#[iron(rename_all = "kebab-case")]
struct G {
    first_page: String,
    r#type: u8,
    #[iron(rename = "as_it_is")]
    other_one: u8,
    #[iron(skip)]
    not_sealed: u8,
}

#[derive(IronSession)]
#[iron(rename_all = "SCREAMING-KEBAB-CASE")]
struct H {
    first_page: String,
    r#type: u8,
    #[iron(rename = "as_it_is")]
    other_one: u8,
    #[iron(skip)]
    not_sealed: u8,
}

fn main() {
    assert_eq!(A::MEMBERS, ["first_page", "type", "as_it_is"]);
    assert_eq!(B::MEMBERS, ["FIRST_PAGE", "TYPE", "as_it_is"]);
    assert_eq!(C::MEMBERS, ["FirstPage", "Type", "as_it_is"]);
    assert_eq!(D::MEMBERS, ["firstPage", "type", "as_it_is"]);
    assert_eq!(E::MEMBERS, ["first_page", "type", "as_it_is"]);
    assert_eq!(F::MEMBERS, ["FIRST_PAGE", "TYPE", "as_it_is"]);
    assert_eq!(G::MEMBERS, ["first-page", "type", "as_it_is"]);
    assert_eq!(H::MEMBERS, ["FIRST-PAGE", "TYPE", "as_it_is"]);
    assert_eq!(A::default().first_page(), "");
}
