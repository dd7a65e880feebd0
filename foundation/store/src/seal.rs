use crate::lite::log_of;
use crate::open::Pools;
use crate::{Error, Result, Store};

impl Store {
    /// Closes an embedded database with all of it in its one file, and looks whether it is sound. What SQLite does when its
    /// last connection closes it does as well as it can: of a disk that fills then nobody hears. On PostgreSQL it closes.
    pub async fn seal(&self) -> Result<()> {
        let Pools::Lite {
            path,
            writer,
            readers,
        } = &self.pools
        else {
            self.close().await;
            return Ok(());
        };
        readers.close();
        // Nobody else has a place here: whoever reads the log keeps it from being emptied.
        writer.batch("PRAGMA busy_timeout = 0").await?;
        let log = writer.all("PRAGMA wal_checkpoint(TRUNCATE)", &[]).await?;
        let is_busy = log.first().map_or(Ok(1), |row| row.get::<i64>("busy"))?;
        let sound = writer.all("PRAGMA quick_check(1)", &[]).await?;
        let sound: String = sound
            .first()
            .map_or(Ok(String::new()), |row| row.get("quick_check"))?;
        writer.close();
        let has_log = std::fs::metadata(log_of(path)).is_ok_and(|log| log.len() > 0);
        if is_busy != 0 || has_log || sound != "ok" {
            return Err(Error::Gone(format!(
                "the database is not whole in its file: {sound}"
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::{Store, args};
    use rusqlite::Connection;
    use values::Clock;

    async fn filled(folder: &std::path::Path) -> Store {
        let store = Store::in_folder(folder, Clock::machine()).await.unwrap();
        store.hurry().await.unwrap();
        store.migrate(&[]).await.unwrap();
        store.found("320682", "如皋市").await.unwrap();
        store
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_sealed_stands_in_one_file() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path()).await.seal().await.unwrap();
        let names = std::fs::read_dir(folder.path()).unwrap();
        let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["kedu.db"]);
        let elsewhere = tempfile::tempdir().unwrap();
        let copy = elsewhere.path().join("kedu.db");
        std::fs::copy(folder.path().join("kedu.db"), copy).unwrap();
        let store = Store::in_folder(elsewhere.path(), Clock::machine()).await;
        assert_eq!(store.unwrap().counties().await.unwrap().len(), 1);
    }

    /// As where the disk is full: the log cannot be brought into the file, and closing says nothing of it.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_log_that_stays_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let store = filled(folder.path()).await;
        let reader = Connection::open(folder.path().join("kedu.db")).unwrap();
        reader.execute_batch("BEGIN").unwrap();
        let many = "SELECT COUNT(*) FROM store_county";
        reader.query_row(many, (), |_| Ok(())).unwrap();
        let mut tx = store.note("320682").await.unwrap();
        let text = "INSERT INTO store_setting (county, name, value) VALUES ($1, 'a', 'b')";
        tx.run(text, args!["320682"]).await.unwrap();
        tx.commit().await.unwrap();
        assert!(store.seal().await.is_err());
    }
}
