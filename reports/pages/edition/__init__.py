"""The edition of a week: its pages, its e-mail, what is new at bodies followed, and the front pages."""
