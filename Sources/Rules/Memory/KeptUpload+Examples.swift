// Temporary files that stay, and those that are deleted or meant to stay.

extension KeptUpload {
  private static let head = """
    const express = require("express");
    const multer = require("multer");
    const fs = require("fs");
    const cloudinary = require("cloudinary").v2;
    const app = express();

    """

  static let examples: [Example] = [
    .reported(
      "an avatar is uploaded to a store, and its file stays",
      head + """
        const upload = multer({ dest: "/tmp/uploads", limits: { fileSize: 1000000 } });
        app.post("/avatar", upload.single("avatar"), async (req, res) => {
          const stored = await ↓cloudinary.uploader.upload(req.file.path);
          res.json({ url: stored.secure_url });
        });
        """,
      fixed: head + """
        const upload = multer({ dest: "/tmp/uploads", limits: { fileSize: 1000000 } });
        app.post("/avatar", upload.single("avatar"), async (req, res) => {
          try {
            const stored = await cloudinary.uploader.upload(req.file.path);
            res.json({ url: stored.secure_url });
          } finally {
            await fs.promises.unlink(req.file.path);
          }
        });
        """
    ),
    .silent(
      "the upload is kept in memory, and no file is written",
      head + """
        const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 1000000 } });
        app.post("/avatar", upload.single("avatar"), async (req, res) => {
          const stored = await cloudinary.uploader.upload(req.file.path);
          res.json({ url: stored.secure_url });
        });
        """
    ),
    .silent(
      "the folder is where the files are meant to stay",
      head + """
        const upload = multer({ dest: "public/uploads", limits: { fileSize: 1000000 } });
        app.post("/avatar", upload.single("avatar"), (req, res) => {
          res.json({ path: req.file.path });
        });
        """
    ),
  ]
}
