module github.com/go-chi/chi
