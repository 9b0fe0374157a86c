//! What apps consist of: between the rows and what people ask for.

use linchpin_domain::{redirect_url, scope};
use linchpin_store::apps::{AppContent, AppRow};

use super::{App, AppKind, AppRefusal, AppScopes};
use crate::{Result, Scopes};

/// The longest name, in characters.
const MAX_NAME: usize = 100;
/// Redirect URLs of an app at most.
const MAX_REDIRECT_URLS: usize = 100;

/// An app as its row says.
pub(super) fn app(row: AppRow) -> Result<App> {
    let AppRow { account, id, content, created_at, updated_at, archived_at } = row;
    let kind = AppKind::parse(&content.kind).ok_or_else(|| {
        linchpin_store::Error::Corrupt(format!("app {id} is of the kind {:?}", content.kind).into())
    })?;
    let scopes = AppScopes {
        required: Scopes::parse(&content.required_scopes),
        conditional: scope::split(&content.conditional_scopes),
        optional: scope::split(&content.optional_scopes),
    };
    Ok(App {
        account,
        id,
        kind,
        name: content.name,
        client_id: content.client_id,
        scopes,
        redirect_urls: content.redirect_urls.lines().map(str::to_owned).collect(),
        created_at,
        updated_at,
        archived_at,
        sealed_secret: content.client_secret,
    })
}

/// The columns of a kind, without what only public apps have.
pub(super) fn content(kind: AppKind, name: &str, required: &Scopes) -> Result<AppContent> {
    Ok(AppContent {
        kind: kind.as_str().to_owned(),
        name: checked_name(name)?,
        required_scopes: with_basic(required)?.to_text(),
        ..AppContent::default()
    })
}

/// A name without the space around it.
pub(super) fn checked_name(name: &str) -> Result<String, AppRefusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(AppRefusal::Nameless);
    }
    if name.chars().count() > MAX_NAME {
        return Err(AppRefusal::NameTooLong(MAX_NAME));
    }
    Ok(name.to_owned())
}

/// Scopes that exist, together with the one that every app has.
pub(super) fn with_basic(scopes: &Scopes) -> Result<Scopes, AppRefusal> {
    let Scopes::Listed(names) = scopes else { return Ok(Scopes::All) };
    let mut names = names.clone();
    if !names.iter().any(|name| name == scope::BASIC) {
        names.insert(0, scope::BASIC.to_owned());
    }
    joined(&names)?;
    Ok(Scopes::Listed(names))
}

/// Scopes that exist, as the store keeps them.
pub(super) fn joined(names: &[String]) -> Result<String, AppRefusal> {
    match names.iter().find(|name| scope::find(name).is_none()) {
        Some(unknown) => Err(AppRefusal::UnknownScope(unknown.clone())),
        None => Ok(names.join(" ")),
    }
}

/// Redirect URLs that can be, as the store keeps them.
pub(super) fn redirect_lines(urls: &[String]) -> Result<String, AppRefusal> {
    if urls.len() > MAX_REDIRECT_URLS {
        return Err(AppRefusal::TooManyRedirectUrls(MAX_REDIRECT_URLS));
    }
    for url in urls {
        redirect_url::check(url)
            .map_err(|violation| AppRefusal::RedirectUrl { url: url.clone(), violation })?;
    }
    Ok(urls.join("\n"))
}
