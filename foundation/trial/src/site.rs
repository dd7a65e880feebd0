use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use store::{Engine, Store};
use tempfile::TempDir;
use tower::ServiceExt;
use values::{Clock, Day, Moment};
use web::{Actor, App, Room};

use crate::cluster;

/// The county of all tests.
pub const COUNTY: &str = "320682";

/// A site on a database of its own.
#[derive(Clone)]
pub struct Site {
    pub app: App,
    router: Router,
    folder: std::sync::Arc<TempDir>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|to| to.to_str().ok())
            .unwrap_or_default()
    }
}

/// Runs a test on SQLite, then on PostgreSQL.
pub async fn both<F, Fut>(rooms: &[Room], test: F)
where
    F: Fn(Site) -> Fut,
    Fut: Future<Output = ()>,
{
    test(on_sqlite(rooms).await).await;
    test(on_postgres(rooms).await).await;
}

pub async fn on_sqlite(rooms: &[Room]) -> Site {
    let folder = TempDir::new().unwrap();
    let store = Store::in_folder(folder.path(), clock()).await.unwrap();
    store.migrate(&migrations(rooms)).await.unwrap();
    Site::over(store, rooms, folder).await
}

pub async fn on_postgres(rooms: &[Room]) -> Site {
    on_server(rooms, &cluster::url()).await
}

/// On a PostgreSQL that the test started itself.
pub async fn on_server(rooms: &[Room], server: &str) -> Site {
    let folder = TempDir::new().unwrap();
    let template = template(server, rooms).await;
    let name = format!("t_{}", values::fresh(Clock::machine().now()).simple());
    let mut root = PgConnection::connect(&format!("{server}/postgres"))
        .await
        .unwrap();
    root.execute(AssertSqlSafe(format!(
        "CREATE DATABASE {name} TEMPLATE {template}"
    )))
    .await
    .unwrap();
    root.close().await.unwrap();
    let store = Store::at(
        &format!("{server}/{name}"),
        folder.path().join("files"),
        clock(),
    )
    .await
    .unwrap();
    Site::over(store, rooms, folder).await
}

/// A migrated database for this set of rooms, made once a run.
async fn template(server: &str, rooms: &[Room]) -> String {
    let mut hash = DefaultHasher::new();
    for room in migrations(rooms) {
        room.room.hash(&mut hash);
        room.steps.iter().for_each(|step| step.text.hash(&mut hash));
    }
    let name = format!("template_{:x}", hash.finish());
    let mut root = PgConnection::connect(&format!("{server}/postgres"))
        .await
        .unwrap();
    // One at a time, or two tests would make the same template.
    root.execute("SELECT pg_advisory_lock(1)").await.unwrap();
    let there = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_optional(&mut root)
        .await
        .unwrap();
    if there.is_none() {
        root.execute(AssertSqlSafe(format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        )))
        .await
        .unwrap();
        let store = Store::at(
            &format!("{server}/{name}"),
            PathBuf::from("unused"),
            clock(),
        )
        .await
        .unwrap();
        store.migrate(&migrations(rooms)).await.unwrap();
        store.close().await;
    }
    root.close().await.unwrap();
    name
}

/// A running clock that starts on 18 September 2020 at nine, the day of the design's pictures.
fn clock() -> Clock {
    Clock::standing_at(Moment::at(Day::of(2020, 9, 18).unwrap(), 9, 0))
}

fn migrations(rooms: &[Room]) -> Vec<store::RoomMigrations> {
    let mut rooms: Vec<&Room> = rooms.iter().collect();
    rooms.sort_by_key(|room| room.level);
    std::iter::once(trail::MIGRATIONS)
        .chain(rooms.iter().map(|room| (room.migrations)()))
        .collect()
}

impl Site {
    async fn over(store: Store, rooms: &[Room], folder: TempDir) -> Self {
        store.found(COUNTY, "如皋市").await.unwrap();
        let app = App::new(store, rooms.to_vec(), true);
        let routes = rooms
            .iter()
            .fold(Router::new(), |all, room| all.merge((room.routes)()));
        let router = web::harden(routes, app.clone(), |routes| routes);
        Site {
            app,
            router,
            folder: std::sync::Arc::new(folder),
        }
    }

    /// Puts a layer such as `identity::door::identify` round the rooms.
    pub fn identified(mut self, identify: impl FnOnce(Router<App>, App) -> Router<App>) -> Self {
        let app = self.app.clone();
        let routes = app
            .rooms()
            .iter()
            .fold(Router::new(), |all, room| all.merge((room.routes)()));
        self.router = web::harden(routes, app.clone(), |routes| identify(routes, app));
        self
    }

    pub fn engine(&self) -> Engine {
        self.app.store().engine()
    }

    /// Whether a temporary file lies about.
    pub fn incoming(&self) -> bool {
        let folder = self.folder.path().join("files/incoming");
        std::fs::read_dir(folder).is_ok_and(|mut found| found.next().is_some())
    }

    /// Sets the clock of the acts.
    pub fn at(&self, day: &str) -> &Self {
        self.app
            .clock()
            .set(Moment::at(Day::parse_iso(day).unwrap(), 9, 0));
        self
    }

    /// GET as somebody who is signed in.
    pub async fn get(&self, actor: &Actor, path: &str) -> Answer {
        self.send(Some(actor), Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// GET of a part of a page.
    pub async fn part(&self, actor: &Actor, path: &str) -> Answer {
        self.send(
            Some(actor),
            Request::get(path)
                .header("HX-Request", "true")
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// POST of a form as somebody who is signed in.
    pub async fn post(&self, actor: &Actor, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.send(Some(actor), form(path, pairs)).await
    }

    /// POST of a form that swaps a part of a page.
    pub async fn post_part(&self, actor: &Actor, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let mut request = form(path, pairs);
        let yes = axum::http::HeaderValue::from_static("true");
        request.headers_mut().insert("HX-Request", yes);
        self.send(Some(actor), request).await
    }

    /// POST by nobody.
    pub async fn post_anonymous(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.send(None, form(path, pairs)).await
    }

    /// POST of a form with files: `(field, file name, content)`.
    pub async fn upload(
        &self,
        actor: &Actor,
        path: &str,
        pairs: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let mark = "----------trial";
        let mut body = Vec::new();
        for (name, value) in pairs {
            body.extend(
                format!(
                    "--{mark}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        for (field, file, content) in files {
            body.extend(format!("--{mark}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{mark}--\r\n").bytes());
        let request = Request::post(path)
            .header(
                header::CONTENT_TYPE,
                format!("multipart/form-data; boundary={mark}"),
            )
            .body(Body::from(body))
            .unwrap();
        self.send(Some(actor), request).await
    }

    pub async fn send(&self, actor: Option<&Actor>, mut request: Request<Body>) -> Answer {
        if let Some(actor) = actor {
            request.extensions_mut().insert(actor.clone());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }
}

fn form(path: &str, pairs: &[(&str, &str)]) -> Request<Body> {
    let escape = |text: &str| {
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect::<String>()
    };
    let body: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect();
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.join("&")))
        .unwrap()
}
