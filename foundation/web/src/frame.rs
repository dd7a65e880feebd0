use values::Day;

use crate::{Actor, App, News, asset};

/// What stands around every page: title, top bar, navigation.
#[derive(Clone, Debug)]
pub struct Frame {
    pub title: String,
    /// How many places of a form must be changed; stands first in the page's title.
    pub errors: usize,
    pub crumbs: Vec<Crumb>,
    pub path: String,
    pub bureau: String,
    pub demonstration: bool,
    pub today: Day,
    pub person: String,
    pub post: String,
    pub signed_in: bool,
    /// Firms have no search: all that they may see is on their own pages. Nor has anybody without a post.
    pub searches: bool,
    pub nav: Vec<NavGroup>,
    pub style: String,
    pub script: String,
    pub icon: String,
    /// A side panel stands beside the page.
    pub panel: bool,
    pub news: News,
}

#[derive(Clone, Debug)]
pub struct Crumb {
    pub name: String,
    pub path: String,
}

/// A heading of the navigation (may be empty) and its entries.
#[derive(Clone, Debug)]
pub struct NavGroup {
    pub name: &'static str,
    pub items: Vec<NavItem>,
}

/// One entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// The heading it stands under: "" for the first block, 计划, 台账与企业, 管理.
    pub group: &'static str,
    pub name: &'static str,
    /// The name of its picture in `icons.html`.
    pub icon: &'static str,
    pub path: &'static str,
    /// Where it stands: lower first.
    pub place: u8,
    /// Shown in the dock of the phone (five at most).
    pub dock: bool,
}

impl Frame {
    pub fn new(app: &App, actor: &Actor, title: impl Into<String>) -> Self {
        Frame {
            title: title.into(),
            errors: 0,
            crumbs: Vec::new(),
            path: String::new(),
            bureau: actor.bureau.clone(),
            demonstration: app.is_demonstration(),
            today: app.today(),
            person: actor.name.clone(),
            post: actor.post_name(),
            signed_in: true,
            searches: actor.firm().is_none() && !actor.is_without_post(),
            nav: navigation(app, actor),
            style: asset("kedu.css"),
            script: asset("kedu.js"),
            icon: asset("favicon.svg"),
            panel: false,
            news: actor.news.clone(),
        }
    }

    /// A frame without navigation: the sign-in page, an error before anybody is known.
    pub fn outside(app: &App, title: impl Into<String>) -> Self {
        Frame::bare(title, app.is_demonstration(), app.today())
    }

    /// The same where there is no app yet.
    pub(crate) fn bare(title: impl Into<String>, demonstration: bool, today: Day) -> Self {
        Frame {
            title: title.into(),
            errors: 0,
            crumbs: Vec::new(),
            path: String::new(),
            bureau: String::new(),
            demonstration,
            today,
            person: String::new(),
            post: String::new(),
            signed_in: false,
            searches: false,
            nav: Vec::new(),
            style: asset("kedu.css"),
            script: asset("kedu.js"),
            icon: asset("favicon.svg"),
            panel: false,
            news: News::default(),
        }
    }

    /// Marks the entry of the navigation that the page belongs to.
    pub fn at(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    pub fn under(mut self, name: impl Into<String>, path: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            name: name.into(),
            path: path.into(),
        });
        self
    }

    pub fn with_errors(mut self, errors: usize) -> Self {
        self.errors = errors;
        self
    }

    pub fn with_panel(mut self) -> Self {
        self.panel = true;
        self
    }

    /// The entries of the phone's dock.
    pub fn dock(&self) -> Vec<&NavItem> {
        self.nav
            .iter()
            .flat_map(|group| &group.items)
            .filter(|item| item.dock)
            .take(5)
            .collect()
    }
}

fn navigation(app: &App, actor: &Actor) -> Vec<NavGroup> {
    if actor.is_without_post() {
        return Vec::new();
    }
    let mut items: Vec<NavItem> = app
        .rooms()
        .iter()
        .flat_map(|room| {
            let open = move |path: &str| actor.firm().is_none() || room.for_firms.contains(&path);
            let items = (room.nav)(actor).into_iter();
            items.filter(move |item| open(item.path))
        })
        .collect();
    items.sort_by_key(|item| item.place);
    let mut groups: Vec<NavGroup> = Vec::new();
    for item in items {
        match groups.last_mut() {
            Some(group) if group.name == item.group => group.items.push(item),
            _ => groups.push(NavGroup {
                name: item.group,
                items: vec![item],
            }),
        }
    }
    groups
}
