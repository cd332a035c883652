"""Result pages: published figures as exhibits, each with its reading and its table."""
