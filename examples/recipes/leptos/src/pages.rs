//! The one page, with the two forms.

use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, ResponseOptions, generate_route_list};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_query_map;
use leptos_router::{SsrMode, path};

use crate::{SignIn, SignOut, who};

const STYLE: &str = include_str!("../../../shared/style.css");

/// The addresses of all pages.
pub(crate) fn routes() -> Vec<AxumRouteListing> {
    generate_route_list(App)
}

/// The document around the application.
pub(crate) fn shell() -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme="auto">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>"Leptos · iron-session"</title>
                <link rel="icon" href="data:," />
                <style inner_html=STYLE></style>
            </head>
            <body>
                <header><a class="brand" href="/"><i></i>"iron-session"</a></header>
                <main><App /></main>
            </body>
        </html>
    }
}

/// `SsrMode::Async`: the page is sent when it is complete. The session is read before the headers are sent,
/// so they can say that no shared cache may keep the page.
#[component]
fn App() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=|| view! { <h1>"There is no such page"</h1> }>
                <Route path=path!("/") view=Home ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
}

#[component]
fn Home() -> impl IntoView {
    let (sign_in, sign_out) = (ServerAction::<SignIn>::new(), ServerAction::<SignOut>::new());
    let user = Resource::new_blocking(move || (sign_in.version().get(), sign_out.version().get()), |_| who());
    let refused = use_query_map().read_untracked().get("refused").is_some();
    view! {
        <section class="card">
            <Suspense>
                {move || Suspend::new(async move {
                    match user.await {
                        Ok(Some(name)) => EitherOf3::A(view! { <Hello name sign_out /> }),
                        Ok(None) => EitherOf3::B(view! { <Form refused sign_in /> }),
                        Err(_) => EitherOf3::C(view! { <Broken /> }),
                    }
                })}
            </Suspense>
        </section>
    }
}

#[component]
fn Hello(name: String, sign_out: ServerAction<SignOut>) -> impl IntoView {
    view! {
        <h1>"Hello, "<bdi id="name">{name}</bdi></h1>
        <p class="lead">"The server read your name from the session while it rendered this page."</p>
        <ActionForm action=sign_out><button class="button quiet">"Sign out"</button></ActionForm>
    }
}

/// `ActionForm` is an ordinary form until the WebAssembly of the page has been loaded.
#[component]
fn Form(refused: bool, sign_in: ServerAction<SignIn>) -> impl IntoView {
    view! {
        <h1>"Nobody is signed in"</h1>
        <p class="lead">"Any name will do."</p>
        <ActionForm action=sign_in attr:class="sign-in">
            <label for="name">"Name"</label>
            <input id="name" name="name" required maxlength="60" autocomplete="off" />
            <button class="button">"Sign in"</button>
        </ActionForm>
        {refused.then(|| view! { <p class="lead" role="alert">"A name has 1 to 60 characters."</p> })}
    }
}

/// The session could not be read, such as without a layer.
#[component]
fn Broken() -> impl IntoView {
    expect_context::<ResponseOptions>().set_status(axum::http::StatusCode::INTERNAL_SERVER_ERROR);
    view! { <h1>"Something went wrong"</h1> }
}
